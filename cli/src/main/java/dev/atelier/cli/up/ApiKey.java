package dev.atelier.cli.up;

import dev.atelier.cli.Surroundings;
import dev.atelier.cli.data.DataFolder;
import java.io.IOException;

/**
 * The key that opens the API from the first start: {@code ATELIER_API_KEY}, or one made once for the data folder.
 *
 * @param value  the key
 * @param origin where it is kept, for the person at the terminal
 */
record ApiKey(String value, String origin) {
    static final String VARIABLE = "ATELIER_API_KEY";

    private static final String PREFIX = "atl_";

    static ApiKey of(DataFolder data, Surroundings surroundings) throws IOException {
        var given = surroundings.variable(VARIABLE);
        return given.isPresent()
                ? new ApiKey(given.get(), VARIABLE)
                : new ApiKey(
                        SecretFile.readOrMake(data.apiKeyFile(), PREFIX),
                        data.apiKeyFile().toString());
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ApiKey[" + origin + "]";
    }
}
