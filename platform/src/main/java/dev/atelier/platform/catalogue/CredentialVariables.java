package dev.atelier.platform.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which environment variables may hold the keys of a provider's accounts: those that bear its name, such as
 * {@code FAL_KEY} and {@code FAL_TEAM_B} of {@code fal}. Whoever defines accounts must not have other secrets of the
 * connectors sent somewhere. The edge judges a definition by this, the connectors each use. Pure.
 */
public final class CredentialVariables {
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");

    private CredentialVariables() {}

    /** What they begin with: the provider's name in capitals, with an underscore for what no variable can have. */
    public static String prefix(String provider) {
        return provider.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Whether {@code variable} is one of {@code provider}: its name, or that and more after an underscore. */
    public static boolean belongs(String variable, String provider) {
        String prefix = prefix(provider);
        return VARIABLE.matcher(variable).matches() && (variable.equals(prefix) || variable.startsWith(prefix + "_"));
    }
}
