package dev.atelier.connectors.local.schedule;

/** Which of the training's timesteps a run of a few steps visits, noisiest first. */
enum Spacing {
    LINSPACE {
        @Override
        double[] timesteps(int training, int steps, int offset) {
            // One step of these would be at no noise at all, so it begins where the others do.
            double gap = steps == 1 ? 0 : (training - 1.0) / (steps - 1);
            return fill(steps, i -> training - 1 - i * gap);
        }
    },
    LEADING {
        @Override
        double[] timesteps(int training, int steps, int offset) {
            int gap = training / steps;
            return fill(steps, i -> Math.min((steps - 1 - i) * gap + offset, training - 1));
        }
    },
    TRAILING {
        @Override
        double[] timesteps(int training, int steps, int offset) {
            double gap = (double) training / steps;
            return fill(steps, i -> Math.rint(training - i * gap) - 1);
        }
    };

    /** The timestep of one step. */
    private interface At {
        double step(int index);
    }

    /** The timesteps of a run; of {@link #LINSPACE} they may lie between whole ones. */
    abstract double[] timesteps(int training, int steps, int offset);

    private static double[] fill(int steps, At at) {
        double[] timesteps = new double[steps];
        for (int i = 0; i < steps; i++) {
            timesteps[i] = at.step(i);
        }
        return timesteps;
    }
}
