package dev.atelier.connectors.local.schedule;

/** What a network predicts of a noisy value; {@code alpha} is the share of the clean picture in its variance. */
enum Prediction {
    EPSILON {
        @Override
        double clean(double value, double predicted, double alpha) {
            return (value - Math.sqrt(1 - alpha) * predicted) / Math.sqrt(alpha);
        }

        @Override
        double noise(double value, double predicted, double alpha) {
            return predicted;
        }
    },
    V_PREDICTION {
        @Override
        double clean(double value, double predicted, double alpha) {
            return Math.sqrt(alpha) * value - Math.sqrt(1 - alpha) * predicted;
        }

        @Override
        double noise(double value, double predicted, double alpha) {
            return Math.sqrt(alpha) * predicted + Math.sqrt(1 - alpha) * value;
        }
    },
    SAMPLE {
        @Override
        double clean(double value, double predicted, double alpha) {
            return predicted;
        }

        @Override
        double noise(double value, double predicted, double alpha) {
            return (value - Math.sqrt(alpha) * predicted) / Math.sqrt(1 - alpha);
        }
    };

    /** The clean value that was meant. */
    abstract double clean(double value, double predicted, double alpha);

    /** The noise in it. */
    abstract double noise(double value, double predicted, double alpha);
}
