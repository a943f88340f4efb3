package dev.atelier.cli.up;

import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataFolder;
import dev.atelier.cli.data.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * The key that opens the API from the first start: {@code ATELIER_API_KEY}, or one made once for the data folder.
 *
 * @param value  the key
 * @param origin where it is kept, for the person at the terminal
 */
record ApiKey(String value, String origin) {
    static final String VARIABLE = "ATELIER_API_KEY";

    private static final String PREFIX = "atl_";
    /** 40 of 62 letters and digits are 238 bits. */
    private static final int LENGTH = 40;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static ApiKey of(DataFolder data, Surroundings surroundings) throws IOException {
        var given = surroundings.variable(VARIABLE);
        if (given.isPresent()) {
            return new ApiKey(given.get(), VARIABLE);
        }
        var kept = data.apiKey();
        if (kept.isEmpty()) {
            PrivateFile.write(data.apiKeyFile(), (generate() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new ApiKey(data.apiKey().orElseThrow(), data.apiKeyFile().toString());
    }

    private static String generate() {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining("", PREFIX, ""));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ApiKey[" + origin + "]";
    }
}
