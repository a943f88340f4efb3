package dev.atelier.connectors.local.schedule;

/**
 * One run of a scheduler: how noise becomes a picture in a given number of steps, numbered from 0. Without state, so
 * thread-safe; arrays that are passed in stay as they are.
 */
public sealed interface Denoiser permits Consistency, Euler, Implicit {
    /** The run of {@code steps} steps, from 1 to {@link SchedulerConfig#mostSteps()}, as {@code config} has it. */
    static Denoiser of(SchedulerConfig config, int steps) {
        return switch (config.kind()) {
            case DDIM, PNDM -> new Implicit(config, steps);
            case EULER -> new Euler(config, steps, false);
            case EULER_ANCESTRAL -> new Euler(config, steps, true);
            case LCM -> new Consistency(config, steps);
        };
    }

    int steps();

    /** The timestep that the network is told at {@code step}; may lie between two whole ones. */
    double timestep(int step);

    /** Standard deviation of the noise that a run from nothing begins with. */
    double startingDeviation();

    /** The sample as the network is to see it. */
    float[] seen(float[] sample, int step);

    /** The sample after {@code step}, for which the network predicted {@code predicted}; {@code noise} gives fresh noise, if any is needed. */
    float[] next(float[] sample, float[] predicted, int step, Noise noise);

    /** The clean sample that the network sees in {@code sample} at {@code step}, of which it predicted {@code predicted}. */
    float[] clean(float[] sample, float[] predicted, int step);

    /** A clean sample with as much of {@code noise} as there is before {@code step}. */
    float[] noised(float[] clean, float[] noise, int step);
}
