package dev.atelier.connectors.local.schedule;

/**
 * Normally distributed numbers that a seed alone decides, the same in each JDK and on each machine: SplitMix64 (Steele, Lea
 * and Flood 2014) gives 53 bits a number, of which the transform of Box and Muller makes pairs, in {@link StrictMath}. Not
 * thread-safe.
 */
public final class GaussianNoise implements Noise {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public GaussianNoise(long seed) {
        this.state = seed;
    }

    @Override
    public float[] next(int count) {
        float[] noise = new float[count];
        for (int i = 0; i < count; i += 2) {
            // 1 - u is never zero, which has no logarithm.
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
            double angle = 2 * Math.PI * uniform();
            noise[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < count) {
                noise[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
        return noise;
    }

    /** From 0, inclusive, to 1, exclusive. */
    private double uniform() {
        state += GOLDEN;
        long bits = state;
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        bits ^= bits >>> 31;
        return (bits >>> 11) * UNIT;
    }
}
