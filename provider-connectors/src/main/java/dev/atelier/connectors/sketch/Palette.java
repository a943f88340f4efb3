package dev.atelier.connectors.sketch;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The colours of one landscape, which go together.
 *
 * @param zenith  the sky above
 * @param horizon the sky below
 * @param far     the hills far away
 * @param near    the ground in front
 * @param accent  for what has no colour of its own
 */
record Palette(Color zenith, Color horizon, Color far, Color near, Color accent) {
    private static final List<Palette> DAYS = List.of(
            of(0x6FB3E0, 0xFCEBD0, 0x9DB8C9, 0x3F6B53, 0xF2A65A),
            of(0xF29E6D, 0xFCE3A6, 0xC98A8B, 0x5B3A56, 0xE4572E),
            of(0x8FB8DE, 0xF7D6E0, 0xB39CC4, 0x54507D, 0xF2789F),
            of(0x7FD1C7, 0xF6F1D5, 0x8DB6A0, 0x2F5D62, 0xF4A259),
            of(0xB79CED, 0xFBD9C0, 0x9B88B8, 0x4A3B6B, 0xF7B267),
            of(0x5AA9E6, 0xE3F4FB, 0x8CC0A8, 0x4E7A3A, 0xFFD25A),
            of(0xE8889A, 0xFFE0B5, 0xB98AA4, 0x44506B, 0xF6BD60),
            of(0xA7C4BC, 0xFDF0D5, 0xC7A98B, 0x6B4F3A, 0xC1554D));
    private static final List<Palette> NIGHTS = List.of(
            of(0x0E1433, 0x3E3A77, 0x3A3F73, 0x161A36, 0xE7B75F),
            of(0x1B1035, 0x6A3B76, 0x443061, 0x1C1530, 0xEE8B9A),
            of(0x08202F, 0x23616F, 0x25505E, 0x0D2530, 0xF0C674));

    /** One of the painter's palettes, drawn towards {@code tint} where the prompt names a colour. */
    static Palette of(Optional<Color> tint, boolean night, RandomGenerator random) {
        var palettes = night ? NIGHTS : DAYS;
        var palette = palettes.get(random.nextInt(palettes.size()));
        return tint.map(colour -> palette.tinted(colour, night ? 0.22 : 0.45)).orElse(palette);
    }

    private static Palette of(int zenith, int horizon, int far, int near, int accent) {
        return new Palette(new Color(zenith), new Color(horizon), new Color(far), new Color(near), new Color(accent));
    }

    /** A palette in which a colour that the prompt names is seen at once. */
    private Palette tinted(Color tint, double part) {
        return new Palette(
                Colours.mix(zenith, tint, part),
                Colours.mix(horizon, Colours.lighter(tint, 0.5), part),
                Colours.mix(far, tint, part),
                Colours.mix(near, Colours.darker(tint, 0.5), part),
                tint);
    }
}
