package dev.atelier.connectors.local.schedule;

/**
 * Euler's method on the noise level sigma (Karras et al. 2022, algorithm 2 without churn); the ancestral kind steps too far
 * and adds fresh noise. Here a sample is the clean picture plus sigma times noise.
 */
final class Euler implements Denoiser {
    private final SchedulerConfig config;
    private final boolean ancestral;
    private final double[] timesteps;
    /** Noise level before each step, and after the last. */
    private final double[] sigmas;

    Euler(SchedulerConfig config, int steps, boolean ancestral) {
        this.config = config;
        this.ancestral = ancestral;
        this.timesteps = config.spacing().timesteps(config.trainingSteps(), steps, config.stepsOffset());
        this.sigmas = new double[steps + 1];
        double[] alphas = Betas.alphas(config);
        for (int i = 0; i < steps; i++) {
            sigmas[i] = between(alphas, timesteps[i]);
        }
    }

    private static double between(double[] alphas, double timestep) {
        int below = (int) timestep;
        int above = Math.min(below + 1, alphas.length - 1);
        double share = timestep - below;
        return (1 - share) * sigma(alphas[below]) + share * sigma(alphas[above]);
    }

    private static double sigma(double alpha) {
        return Math.sqrt((1 - alpha) / alpha);
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
        // Leading timesteps begin below the noisiest, where some of the picture is left.
        return config.spacing() == Spacing.LEADING ? Math.sqrt(sigmas[0] * sigmas[0] + 1) : sigmas[0];
    }

    @Override
    public float[] seen(float[] sample, int step) {
        return Mix.of(sample, 1 / Math.sqrt(sigmas[step] * sigmas[step] + 1), sample, 0);
    }

    @Override
    public float[] next(float[] sample, float[] predicted, int step, Noise noise) {
        double from = sigmas[step];
        double to = sigmas[step + 1];
        double fresh = ancestral ? Math.sqrt(to * to * (from * from - to * to) / (from * from)) : 0;
        double down = Math.sqrt(to * to - fresh * fresh);
        float[] next = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            double slope = (sample[i] - clean(sample[i], predicted[i], from)) / from;
            next[i] = (float) (sample[i] + slope * (down - from));
        }
        return fresh == 0 ? next : Mix.of(next, 1, noise.next(next.length), fresh);
    }

    @Override
    public float[] clean(float[] sample, float[] predicted, int step) {
        float[] clean = new float[sample.length];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = (float) clean(sample[i], predicted[i], sigmas[step]);
        }
        return clean;
    }

    private double clean(double value, double predicted, double sigma) {
        return switch (config.prediction()) {
            case EPSILON -> value - sigma * predicted;
            case V_PREDICTION ->
                (value / Math.sqrt(sigma * sigma + 1) - sigma * predicted) / Math.sqrt(sigma * sigma + 1);
            case SAMPLE -> predicted;
        };
    }

    @Override
    public float[] noised(float[] clean, float[] noise, int step) {
        return Mix.of(clean, 1, noise, sigmas[step]);
    }
}
