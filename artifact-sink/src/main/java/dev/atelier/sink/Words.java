package dev.atelier.sink;

import java.util.Locale;

/** How rows and provenance write the symbols of events: in lower case, such as {@code text_to_image}. */
final class Words {
    private Words() {}

    static String of(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
