package dev.atelier.connectors.local.schedule;

/** Weighted sums of samples. */
final class Mix {
    private Mix() {}

    static float[] of(float[] one, double share, float[] other, double rest) {
        float[] sum = new float[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (share * one[i] + rest * other[i]);
        }
        return sum;
    }
}
