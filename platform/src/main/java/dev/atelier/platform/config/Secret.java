package dev.atelier.platform.config;

import static java.util.Objects.requireNonNull;

/**
 * A credential. Config names the environment variable that holds it, never the value; nothing prints it.
 *
 * @param value the credential itself
 */
public record Secret(String value) {
    public Secret {
        requireNonNull(value);
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
