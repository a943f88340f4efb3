package dev.atelier.cli.up;

import dev.atelier.cli.data.DataFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The secret from which the services derive what they sign: {@code ATELIER_INSTALLATION_SECRET}, or the data folder's own. */
final class InstallationSecret {
    static final String VARIABLE = "ATELIER_INSTALLATION_SECRET";

    private InstallationSecret() {}

    /** {@code environment} with the secret in it. */
    static Map<String, String> addTo(Map<String, String> environment, DataFolder data) throws IOException {
        if (environment.containsKey(VARIABLE)) {
            return environment;
        }
        var extended = new HashMap<>(environment);
        extended.put(VARIABLE, SecretFile.readOrMake(data.secretFile(), ""));
        return extended;
    }
}
