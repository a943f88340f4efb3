package dev.atelier.connectors.vendor;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The ids that vendors give to jobs. They come back as parts of URLs, so they are not taken as they come. */
public final class ProviderIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:~-]{0,199}");

    private ProviderIds() {}

    /** Whether {@code id} could be one. */
    public static boolean isOne(String id) {
        return FORM.matcher(id).matches();
    }

    /** The id in {@code value}; none where there is no text that could be one. */
    public static Optional<String> read(JsonNode value) {
        return value.isString() ? Optional.of(value.asString()).filter(ProviderIds::isOne) : Optional.empty();
    }
}
