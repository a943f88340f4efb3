package dev.atelier.platform.http;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.time.Duration;

/**
 * How much one exchange may take.
 *
 * @param time  from the first try to connect to the last byte of the answer
 * @param bytes largest body of an answer, after decompression
 */
public record Limits(Duration time, long bytes) {
    public Limits {
        check(time.isPositive(), "time", "must be positive", time);
        check(bytes > 0, "bytes", "must be positive", bytes);
    }
}
