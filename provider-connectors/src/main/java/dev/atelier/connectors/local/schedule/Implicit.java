package dev.atelier.connectors.local.schedule;

/** Denoising diffusion implicit models without added noise (Song, Meng and Ermon 2020, formula 12 with eta 0). */
final class Implicit implements Denoiser {
    private final SchedulerConfig config;
    private final double[] alphas;
    private final double[] timesteps;

    Implicit(SchedulerConfig config, int steps) {
        this.config = config;
        this.alphas = Betas.alphas(config);
        this.timesteps = config.spacing().timesteps(config.trainingSteps(), steps, config.stepsOffset());
        for (int i = 0; i < steps; i++) {
            timesteps[i] = Math.rint(timesteps[i]);
        }
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
        int now = (int) timesteps[step];
        // An even stride back, as the reference has it, also where the timesteps are not evenly spaced.
        int then = now - config.trainingSteps() / timesteps.length;
        double alpha = alphas[now];
        double left = then >= 0 ? alphas[then] : config.lastAlphaIsOne() ? 1 : alphas[0];
        double picture = Math.sqrt(left);
        double direction = Math.sqrt(1 - left);
        float[] next = new float[sample.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = (float) (picture * clean(sample[i], predicted[i], alpha)
                    + direction * config.prediction().noise(sample[i], predicted[i], alpha));
        }
        return next;
    }

    @Override
    public float[] clean(float[] sample, float[] predicted, int step) {
        double alpha = alphas[(int) timesteps[step]];
        float[] clean = new float[sample.length];
        for (int i = 0; i < clean.length; i++) {
            clean[i] = (float) clean(sample[i], predicted[i], alpha);
        }
        return clean;
    }

    private double clean(double value, double predicted, double alpha) {
        double clip = config.clip().orElse(Double.MAX_VALUE);
        return Math.clamp(config.prediction().clean(value, predicted, alpha), -clip, clip);
    }

    @Override
    public float[] noised(float[] clean, float[] noise, int step) {
        return Mix.of(
                clean, Math.sqrt(alphas[(int) timesteps[step]]), noise, Math.sqrt(1 - alphas[(int) timesteps[step]]));
    }
}
