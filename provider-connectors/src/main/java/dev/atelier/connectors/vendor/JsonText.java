package dev.atelier.connectors.vendor;

import dev.atelier.platform.json.Json;
import tools.jackson.core.JacksonException;

/** Text that models write when they are asked for JSON. */
public final class JsonText {
    private JsonText() {}

    /** Whether {@code text} is one whole object or list. */
    public static boolean isOne(String text) {
        try {
            return Json.MAPPER.readTree(text).isContainer();
        } catch (JacksonException e) {
            return false;
        }
    }
}
