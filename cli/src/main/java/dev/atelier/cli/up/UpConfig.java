package dev.atelier.cli.up;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.stack.Ports;
import java.time.Duration;

/**
 * How {@code atelier up} runs what is not a service.
 *
 * @param stack       the servers
 * @param readyWithin bound on the time from running servers to a ready Atelier
 */
public record UpConfig(Stack stack, Duration readyWithin) {
    public UpConfig {
        check(readyWithin.isPositive(), "ready-within", "must be positive", readyWithin);
    }

    /**
     * The embedded stack.
     *
     * @param minFreeBytes room that the disk must have
     * @param startTimeout bound on the start of each server
     * @param ports        where the servers listen; 0 takes a free port
     */
    public record Stack(long minFreeBytes, Duration startTimeout, Ports ports) {}
}
