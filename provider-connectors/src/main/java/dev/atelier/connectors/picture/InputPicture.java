package dev.atelier.connectors.picture;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The picture that a painting goes over. */
public final class InputPicture {
    /** A small file can claim to be huge; the claim is read before the pixels are. */
    private static final int LARGEST = 4096;

    private InputPicture() {}

    /** The picture in {@code file}; none when it is no picture, broken, or too large. */
    public static Optional<BufferedImage> decode(byte[] file) {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                boolean fits = reader.getWidth(0) <= LARGEST && reader.getHeight(0) <= LARGEST;
                return fits ? Optional.of(reader.read(0)) : Optional.empty();
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException e) {
            // Readers throw either for a broken file.
            return Optional.empty();
        }
    }

    /** Lays {@code base}, cropped to fit, over {@code painting}, so that {@code strength} of the painting shows. */
    public static void blend(BufferedImage painting, BufferedImage base, double strength) {
        int width = painting.getWidth();
        int height = painting.getHeight();
        double scale = Math.max((double) width / base.getWidth(), (double) height / base.getHeight());
        int across = (int) Math.ceil(base.getWidth() * scale);
        int down = (int) Math.ceil(base.getHeight() * scale);
        Graphics2D graphics = painting.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setComposite(AlphaComposite.SrcOver.derive((float) (1 - strength)));
            graphics.drawImage(base, (width - across) / 2, (height - down) / 2, across, down, null);
        } finally {
            graphics.dispose();
        }
    }
}
