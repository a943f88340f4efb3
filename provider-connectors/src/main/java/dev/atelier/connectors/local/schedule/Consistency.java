package dev.atelier.connectors.local.schedule;

/** Multistep sampling of a latent consistency model (Luo et al. 2023, algorithm 3): each step guesses the picture and noises it anew. */
final class Consistency implements Denoiser {
    private static final double DATA_DEVIATION = 0.5;

    private final SchedulerConfig config;
    private final double[] alphas;
    private final int[] timesteps;

    Consistency(SchedulerConfig config, int steps) {
        this.config = config;
        this.alphas = Betas.alphas(config);
        this.timesteps = timesteps(config, steps);
    }

    /** Evenly among the timesteps of the model that it was made from. */
    private static int[] timesteps(SchedulerConfig config, int steps) {
        int original = config.originalSteps();
        int gap = config.trainingSteps() / original;
        int[] timesteps = new int[steps];
        for (int i = 0; i < steps; i++) {
            int back = (int) Math.floor((double) i * original / steps);
            timesteps[i] = (original - back) * gap - 1;
        }
        return timesteps;
    }

    @Override
    public int steps() {
        return timesteps.length;
    }

    @Override
    public double timestep(int step) {
        return timesteps[step];
    }

    @Override
    public double startingDeviation() {
        return 1;
    }

    @Override
    public float[] seen(float[] sample, int step) {
        return sample;
    }

    @Override
    public float[] next(float[] sample, float[] predicted, int step, Noise noise) {
        float[] guess = clean(sample, predicted, step);
        return step == timesteps.length - 1 ? guess : noised(guess, noise.next(guess.length), step + 1);
    }

    @Override
    public float[] clean(float[] sample, float[] predicted, int step) {
        double alpha = alphas[timesteps[step]];
        double scaled = timesteps[step] * config.timestepScaling();
        double variance = DATA_DEVIATION * DATA_DEVIATION;
        double keep = variance / (scaled * scaled + variance);
        double take = scaled / Math.sqrt(scaled * scaled + variance);
        double clip = config.clip().orElse(Double.MAX_VALUE);
        float[] guess = new float[sample.length];
        for (int i = 0; i < guess.length; i++) {
            double clean = Math.clamp(config.prediction().clean(sample[i], predicted[i], alpha), -clip, clip);
            guess[i] = (float) (take * clean + keep * sample[i]);
        }
        return guess;
    }

    @Override
    public float[] noised(float[] clean, float[] noise, int step) {
        double alpha = alphas[timesteps[step]];
        return Mix.of(clean, Math.sqrt(alpha), noise, Math.sqrt(1 - alpha));
    }
}
