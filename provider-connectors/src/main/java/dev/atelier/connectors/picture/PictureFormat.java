package dev.atelier.connectors.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** The files that a picture is written to. */
public enum PictureFormat {
    PNG,
    JPEG,
    WEBP;

    /** As a request names them; the first is the usual one. */
    public static final List<String> WORDS = Arrays.stream(values())
            .map(format -> format.name().toLowerCase(Locale.ROOT))
            .toList();

    private static final float QUALITY = 0.9f;

    /** {@code picture} as a file; a PNG names {@code maker}, in ISO 8859-1, as the software that made it. */
    public byte[] encode(BufferedImage picture, String maker) {
        return switch (this) {
            case PNG -> Png.encode(picture, maker);
            case JPEG -> compress("jpeg", "JPEG", picture, QUALITY);
            case WEBP -> compress("webp", "Lossy", picture, QUALITY);
        };
    }

    /** {@code picture} as a file of {@code format}; the {@code quality} goes from 0 to 1. */
    static byte[] compress(String format, String compression, BufferedImage picture, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType(compression);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written as " + format, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
