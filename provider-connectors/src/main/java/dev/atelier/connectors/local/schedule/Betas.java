package dev.atelier.connectors.local.schedule;

/** How much noise the training added from one timestep to the next. */
enum Betas {
    LINEAR {
        @Override
        double beta(double start, double end, int timestep, int training) {
            return between(start, end, timestep, training);
        }
    },
    SCALED_LINEAR {
        @Override
        double beta(double start, double end, int timestep, int training) {
            double root = between(Math.sqrt(start), Math.sqrt(end), timestep, training);
            return root * root;
        }
    },
    SQUAREDCOS_CAP_V2 {
        @Override
        double beta(double start, double end, int timestep, int training) {
            return Math.min(1 - left(timestep + 1.0, training) / left(timestep, training), 0.999);
        }
    };

    abstract double beta(double start, double end, int timestep, int training);

    private static double between(double start, double end, int timestep, int training) {
        return training == 1 ? start : start + (end - start) * timestep / (training - 1);
    }

    private static double left(double timestep, int training) {
        double cosine = Math.cos((timestep / training + 0.008) / 1.008 * Math.PI / 2);
        return cosine * cosine;
    }

    /** The share of the clean picture in the variance at each timestep. */
    static double[] alphas(SchedulerConfig config) {
        int training = config.trainingSteps();
        double[] alphas = new double[training];
        double left = 1;
        for (int t = 0; t < training; t++) {
            left *= 1 - config.betas().beta(config.betaStart(), config.betaEnd(), t, training);
            alphas[t] = left;
        }
        return alphas;
    }
}
