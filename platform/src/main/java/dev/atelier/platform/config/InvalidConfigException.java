package dev.atelier.platform.config;

/** A setting is missing, unknown or out of range. The message names the key, the rule and what it was. */
public final class InvalidConfigException extends RuntimeException {
    public InvalidConfigException(String message) {
        super(message);
    }

    public InvalidConfigException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Throws unless {@code valid}; for compact constructors of config records. */
    public static void check(boolean valid, String key, String rule, Object was) {
        if (!valid) {
            throw new InvalidConfigException("%s %s, but was %s".formatted(key, rule, was));
        }
    }
}
