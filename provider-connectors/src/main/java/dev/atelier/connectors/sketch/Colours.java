package dev.atelier.connectors.sketch;

import java.awt.Color;
import java.util.Map;
import java.util.Optional;

/** Colours by name, and what can be done with a colour. */
final class Colours {
    static final Color INK = new Color(0x2B2A33);
    static final Color PAPER = new Color(0xFFF8EC);

    private static final Map<String, Color> BY_NAME = Map.ofEntries(
            Map.entry("red", new Color(0xD63A2F)),
            Map.entry("crimson", new Color(0xB3123A)),
            Map.entry("orange", new Color(0xF0862B)),
            Map.entry("yellow", new Color(0xF6CF45)),
            Map.entry("gold", new Color(0xDDAE36)),
            Map.entry("golden", new Color(0xDDAE36)),
            Map.entry("green", new Color(0x4C9A4B)),
            Map.entry("emerald", new Color(0x1E8F63)),
            Map.entry("teal", new Color(0x2A9393)),
            Map.entry("turquoise", new Color(0x35B8B0)),
            Map.entry("cyan", new Color(0x40BFD8)),
            Map.entry("blue", new Color(0x2F6BC4)),
            Map.entry("navy", new Color(0x1E2F66)),
            Map.entry("indigo", new Color(0x48389B)),
            Map.entry("purple", new Color(0x7D43A8)),
            Map.entry("violet", new Color(0x8B5AC8)),
            Map.entry("magenta", new Color(0xC4389A)),
            Map.entry("pink", new Color(0xEE84AC)),
            Map.entry("brown", new Color(0x85563A)),
            Map.entry("white", new Color(0xF6F3EE)),
            Map.entry("silver", new Color(0xB9BEC7)),
            Map.entry("gray", new Color(0x888C94)),
            Map.entry("grey", new Color(0x888C94)),
            Map.entry("black", new Color(0x2A2830)));

    private Colours() {}

    /** The colour that {@code word} names, if it names one. */
    static Optional<Color> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }

    /** {@code part} of {@code to}, the rest of {@code from}. */
    static Color mix(Color from, Color to, double part) {
        return new Color(
                mix(from.getRed(), to.getRed(), part),
                mix(from.getGreen(), to.getGreen(), part),
                mix(from.getBlue(), to.getBlue(), part));
    }

    static Color darker(Color colour, double part) {
        return mix(colour, INK, part);
    }

    static Color lighter(Color colour, double part) {
        return mix(colour, PAPER, part);
    }

    /** The same colour, so that {@code opacity} of it shows. */
    static Color glaze(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int)
                Math.round(255 * Math.clamp(opacity, 0, 1)));
    }

    private static int mix(int from, int to, double part) {
        return Math.clamp(Math.round(from + (to - from) * part), 0, 255);
    }
}
