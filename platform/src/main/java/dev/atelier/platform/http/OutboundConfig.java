package dev.atelier.platform.http;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.time.Duration;
import java.util.List;

/**
 * How services reach what is outside.
 *
 * @param connectTimeout longest wait for a connection
 * @param allow          addresses that may be reached although they are not public, and without TLS: networks such as
 *                       {@code 10.1.0.0/16}, hosts such as {@code comfyui} or {@code comfyui:8188}
 */
public record OutboundConfig(Duration connectTimeout, List<String> allow) {
    public OutboundConfig {
        check(connectTimeout.isPositive(), "outbound.connect-timeout", "must be positive", connectTimeout);
        allow = List.copyOf(allow);
        allow.forEach(AllowedAddress::parse);
    }
}
