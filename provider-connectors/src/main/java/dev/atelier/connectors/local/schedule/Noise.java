package dev.atelier.connectors.local.schedule;

/** Where fresh noise comes from. */
@FunctionalInterface
public interface Noise {
    /** The next {@code count} numbers, normally distributed around 0 with deviation 1. */
    float[] next(int count);
}
