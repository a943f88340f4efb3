package dev.atelier.sink;

import java.util.regex.Pattern;

/**
 * Which names can be part of a key. Any producer may write any name to {@code requests}; one that is no part of a key is
 * never handed to a store, which would refuse it for ever or read it as a path.
 */
final class Addresses {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private Addresses() {}

    /** Whether a generation of these names can be stored. */
    static boolean usable(String project, String generationId) {
        return NAME.matcher(project).matches() && NAME.matcher(generationId).matches();
    }

    /** Whether {@code location} lies where workers of the generation leave outputs, and nowhere else. */
    static boolean isStagingOf(String project, String generationId, String location) {
        String folder = "staging/%s/%s/".formatted(project, generationId);
        return location.startsWith(folder)
                && NAME.matcher(location.substring(folder.length())).matches();
    }

    /** Whether {@code hash} is a SHA-256 in lower-case hexadecimal digits. */
    static boolean isSha256(String hash) {
        return SHA_256.matcher(hash).matches();
    }
}
