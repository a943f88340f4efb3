package dev.atelier.connectors.local;

import dev.atelier.connectors.picture.InputPicture;
import dev.atelier.connectors.picture.Size;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Between pictures and what networks make of them: [1, 3, height, width], red, green and blue, from -1 to 1. */
final class Pixels {
    private Pixels() {}

    static BufferedImage picture(Values pixels) {
        int height = (int) pixels.shape()[2];
        int width = (int) pixels.shape()[3];
        int plane = width * height;
        int[] colours = new int[plane];
        for (int i = 0; i < plane; i++) {
            colours[i] = level(pixels.numbers()[i]) << 16
                    | level(pixels.numbers()[plane + i]) << 8
                    | level(pixels.numbers()[2 * plane + i]);
        }
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, colours, 0, width);
        return picture;
    }

    private static int level(float number) {
        return Math.clamp(Math.round((number + 1) * 127.5), 0, 255);
    }

    /** {@code picture}, cropped to fit {@code size}, on white where it is transparent. */
    static Values of(BufferedImage picture, Size size) {
        int width = size.width();
        int height = size.height();
        var fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = fitted.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        InputPicture.blend(fitted, picture, 0);
        int[] colours = fitted.getRGB(0, 0, width, height, null, 0, width);
        int plane = colours.length;
        float[] numbers = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            numbers[i] = (colours[i] >> 16 & 0xFF) / 127.5f - 1;
            numbers[plane + i] = (colours[i] >> 8 & 0xFF) / 127.5f - 1;
            numbers[2 * plane + i] = (colours[i] & 0xFF) / 127.5f - 1;
        }
        return new Values(numbers, 1, 3, height, width);
    }
}
