package dev.atelier.connectors.picture;

import java.awt.image.BufferedImage;

/** A small file that shows what a picture looks like. */
public final class Thumbnail {
    private static final int SIDE = 256;
    private static final float[] QUALITIES = {0.8f, 0.6f, 0.4f, 0.2f};

    private Thumbnail() {}

    /** {@code picture} as a JPEG of {@code most} bytes at most, whose longer side is 256 pixels, or its own if that is shorter. */
    public static byte[] of(BufferedImage picture, int most) {
        int longer = Math.max(picture.getWidth(), picture.getHeight());
        for (int side = Math.min(SIDE, longer); side > 0; side /= 2) {
            var small = scaled(picture, (double) side / longer);
            for (float quality : QUALITIES) {
                byte[] file = PictureFormat.compress("jpeg", "JPEG", small, quality);
                if (file.length <= most) {
                    return file;
                }
            }
        }
        throw new IllegalArgumentException("no picture fits %d bytes".formatted(most));
    }

    private static BufferedImage scaled(BufferedImage picture, double scale) {
        if (scale == 1) {
            return picture;
        }
        var small = new BufferedImage(
                side(picture.getWidth() * scale), side(picture.getHeight() * scale), BufferedImage.TYPE_INT_RGB);
        InputPicture.blend(small, picture, 0);
        return small;
    }

    private static int side(double length) {
        return Math.max(1, (int) Math.round(length));
    }
}
