package dev.atelier.cli.keys;

import dev.atelier.cli.Terminal;
import tools.jackson.databind.JsonNode;

/** A key that was just given a text, which nobody will be shown again. */
final class IssuedKey {
    private IssuedKey() {}

    /** The key alone on the last line, for whoever takes it from there. */
    static void print(JsonNode issued, String what, boolean json, Terminal terminal) {
        if (json) {
            terminal.print(issued);
        } else {
            terminal.print("key %s %s, and is shown this once:".formatted(issued.path("id").asString(), what));
            terminal.print(issued.path("key").asString());
        }
    }
}
