package dev.atelier.connectors.picture;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Size of a picture in pixels.
 *
 * @param width  across
 * @param height down
 */
public record Size(int width, int height) {
    public static final int LARGEST = 2048;
    public static final Size USUAL = new Size(512, 512);
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

    /** The size that was asked for: as {@code size}, or as {@code width} and {@code height}. */
    public static Optional<Size> read(Parameters in) {
        var width = in.whole("width", 1, LARGEST);
        var height = in.whole("height", 1, LARGEST);
        if (width.isPresent() || height.isPresent()) {
            int across = Math.toIntExact(width.or(() -> height).orElseThrow());
            int down = Math.toIntExact(height.or(() -> width).orElseThrow());
            return Optional.of(new Size(across, down));
        }
        return in.text("size").flatMap(text -> parse(in, text));
    }

    private static Optional<Size> parse(Parameters in, String text) {
        var matcher = WRITTEN.matcher(text);
        if (!in.check(matcher.matches(), "size", "must read WIDTHxHEIGHT, such as 512x512")) {
            return Optional.empty();
        }
        var size = new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        boolean fits = size.width <= LARGEST && size.height <= LARGEST;
        return in.check(fits, "size", "must be at most %dx%d".formatted(LARGEST, LARGEST))
                ? Optional.of(size)
                : Optional.empty();
    }

    /** The same proportions, small enough to be painted. */
    public Size bounded() {
        double scale = Math.min(1.0, (double) LARGEST / Math.max(width, height));
        return new Size((int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
    }

    /** As a request writes it. */
    public String words() {
        return width + "x" + height;
    }
}
