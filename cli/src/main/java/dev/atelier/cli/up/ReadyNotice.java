package dev.atelier.cli.up;

import dev.atelier.cli.Json;
import dev.atelier.cli.Terminal;
import dev.atelier.cli.data.DataFolder;
import java.net.URI;

/** What is said when Atelier can be used. */
record ReadyNotice(URI api, DataFolder data, ApiKey key, long pid) {
    void print(Terminal terminal, boolean json, String howToStop) {
        if (json) {
            terminal.print(Json.object()
                    .put("api", api.toString())
                    .put("apiKey", key.value())
                    .put("data", data.path().toString())
                    .put("endpoints", data.endpointsFile().toString())
                    .put("log", data.logFile().toString())
                    .put("pid", pid));
            return;
        }
        terminal.print("Atelier is ready: " + api);
        terminal.print("  API       %s/openapi.json".formatted(api));
        terminal.print("  API key   %s (from %s)".formatted(key.value(), key.origin()));
        terminal.print("  Log       " + data.logFile());
        terminal.print("  Stop      " + howToStop);
    }
}
