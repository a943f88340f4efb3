package dev.atelier.connectors.sketch;

import static dev.atelier.connectors.sketch.Colours.PAPER;
import static dev.atelier.connectors.sketch.Colours.darker;
import static dev.atelier.connectors.sketch.Colours.glaze;
import static dev.atelier.connectors.sketch.Colours.lighter;

import java.awt.Color;

/** How things that are no animals are drawn, each in a few shapes. */
final class Things {
    private static final Color BARK = new Color(0x6B4A38);
    private static final Color LEAF = new Color(0x4E8C4A);

    private Things() {}

    /** For a motif that is a part of the landscape itself. */
    static void nothing(Brush brush, Color colour) {}

    static void sun(Brush brush, Color colour) {
        for (double glow = 1.0; glow > 0.5; glow -= 0.12) {
            brush.circle(glaze(colour, 0.13), 0, 0.5, glow);
        }
        brush.circle(lighter(colour, 0.25), 0, 0.5, 0.5);
    }

    static void moon(Brush brush, Color colour) {
        brush.circle(glaze(colour, 0.10), 0, 0.5, 0.95);
        brush.circle(glaze(colour, 0.14), 0, 0.5, 0.7);
        brush.circle(colour, 0, 0.5, 0.5);
        Color crater = darker(colour, 0.13);
        brush.circle(crater, -0.17, 0.62, 0.11);
        brush.circle(crater, 0.16, 0.40, 0.08);
        brush.circle(crater, 0.05, 0.74, 0.06);
        brush.circle(crater, -0.10, 0.30, 0.05);
    }

    static void cloud(Brush brush, Color colour) {
        Color soft = glaze(colour, 0.85);
        brush.oval(soft, 0, 0.22, 1.2, 0.22);
        brush.circle(soft, -0.45, 0.36, 0.34);
        brush.circle(soft, 0.10, 0.52, 0.46);
        brush.circle(soft, 0.62, 0.34, 0.30);
    }

    static void balloon(Brush brush, Color colour) {
        brush.shape(BARK, -0.11, 0.0, 0.11, 0.0, 0.13, 0.14, -0.13, 0.14);
        brush.line(BARK, 0.015, -0.11, 0.14, -0.16, 0.24, -0.22, 0.36);
        brush.line(BARK, 0.015, 0.11, 0.14, 0.16, 0.24, 0.22, 0.36);
        brush.blob(colour, -0.12, 0.28, -0.52, 0.62, -0.30, 0.88, 0.0, 1.10, 0.30, 0.88, 0.52, 0.62, 0.12, 0.28);
        brush.blob(lighter(colour, 0.6), -0.05, 0.28, -0.22, 0.66, 0.0, 0.99, 0.22, 0.66, 0.05, 0.28);
    }

    static void mountain(Brush brush, Color colour) {
        brush.shape(darker(colour, 0.12), 0.05, 0.0, 0.62, 0.68, 1.25, 0.0);
        brush.shape(PAPER, 0.62, 0.68, 0.50, 0.535, 0.60, 0.57, 0.66, 0.52, 0.76, 0.53);
        brush.shape(colour, -1.0, 0.0, -0.15, 1.0, 0.75, 0.0);
        brush.shape(darker(colour, 0.22), -0.15, 1.0, 0.75, 0.0, 0.12, 0.0, -0.02, 0.45);
        brush.shape(PAPER, -0.15, 1.0, -0.37, 0.74, -0.26, 0.78, -0.16, 0.69, -0.06, 0.78, 0.08, 0.745);
    }

    static void city(Brush brush, Color colour) {
        double[] heights = {0.45, 0.72, 0.55, 1.0, 0.64, 0.85, 0.50, 0.68};
        Color lit = new Color(0xFFE08A);
        for (int house = 0; house < heights.length; house++) {
            double left = -1.2 + house * 0.3;
            brush.box(darker(colour, 0.10 * (house % 3)), left, 0, 0.27, heights[house]);
            for (int window = 0; window < (int) (heights[house] * 10) - 1; window++) {
                if ((house * 7 + window * 5) % 4 != 0) {
                    brush.box(lit, left + 0.05, 0.06 + window * 0.1, 0.06, 0.05);
                }
                if ((house * 3 + window * 2) % 5 != 0) {
                    brush.box(lit, left + 0.16, 0.06 + window * 0.1, 0.06, 0.05);
                }
            }
        }
        brush.line(darker(colour, 0.3), 0.015, -0.165, 1.0, -0.165, 1.1, -0.165, 1.2);
    }

    static void boat(Brush brush, Color colour) {
        brush.line(BARK, 0.035, 0.0, 0.2, 0.0, 0.6, 0.0, 1.0);
        brush.blob(PAPER, 0.05, 0.97, 0.5, 0.65, 0.55, 0.30, 0.28, 0.28, 0.05, 0.30);
        brush.blob(lighter(colour, 0.5), -0.05, 0.90, -0.38, 0.6, -0.42, 0.30, -0.20, 0.28, -0.05, 0.30);
        brush.blob(
                colour, -0.62, 0.22, 0.0, 0.17, 0.66, 0.22, 0.52, 0.0, 0.36, -0.02, 0.0, -0.05, -0.40, -0.02, -0.55,
                0.05, -0.62, 0.22);
    }

    static void tree(Brush brush, Color colour) {
        brush.blob(BARK, -0.09, 0.0, -0.04, 0.25, -0.05, 0.5, 0.0, 0.55, 0.05, 0.5, 0.04, 0.25, 0.09, 0.0);
        brush.circle(darker(colour, 0.25), 0.16, 0.56, 0.22);
        brush.circle(darker(colour, 0.15), -0.17, 0.58, 0.23);
        brush.circle(colour, 0.0, 0.74, 0.26);
        brush.circle(lighter(colour, 0.18), -0.07, 0.80, 0.13);
    }

    static void pine(Brush brush, Color colour) {
        brush.box(BARK, -0.05, 0.0, 0.10, 0.2);
        brush.shape(darker(colour, 0.2), -0.34, 0.14, 0.0, 0.58, 0.34, 0.14);
        brush.shape(darker(colour, 0.1), -0.27, 0.38, 0.0, 0.80, 0.27, 0.38);
        brush.shape(colour, -0.19, 0.62, 0.0, 1.0, 0.19, 0.62);
    }

    static void house(Brush brush, Color colour) {
        Color roof = new Color(0xA8483A);
        brush.box(darker(roof, 0.3), 0.17, 0.72, 0.11, 0.24);
        brush.box(colour, -0.42, 0.0, 0.84, 0.56);
        brush.shape(roof, -0.54, 0.54, 0.0, 0.98, 0.54, 0.54);
        brush.box(BARK, -0.09, 0.0, 0.18, 0.33);
        brush.circle(new Color(0xF1C75B), 0.05, 0.16, 0.018);
        for (double left : new double[] {-0.33, 0.17}) {
            brush.box(PAPER, left - 0.015, 0.235, 0.19, 0.19);
            brush.box(new Color(0x9CCDE0), left, 0.25, 0.16, 0.16);
            brush.box(PAPER, left + 0.07, 0.25, 0.02, 0.16);
            brush.box(PAPER, left, 0.32, 0.16, 0.02);
        }
    }

    static void flower(Brush brush, Color colour) {
        brush.line(LEAF, 0.04, 0.0, 0.0, 0.05, 0.35, 0.0, 0.7);
        brush.blob(LEAF, 0.02, 0.22, 0.22, 0.26, 0.28, 0.46, 0.08, 0.42, 0.02, 0.22);
        brush.blob(LEAF, 0.02, 0.12, -0.18, 0.16, -0.24, 0.36, -0.04, 0.32, 0.02, 0.12);
        for (int petal = 0; petal < 7; petal++) {
            double turn = petal * 2 * Math.PI / 7;
            Color shade = petal % 2 == 0 ? colour : lighter(colour, 0.15);
            brush.circle(shade, Math.cos(turn) * 0.17, 0.76 + Math.sin(turn) * 0.17, 0.115);
        }
        brush.circle(new Color(0xF7CD52), 0.0, 0.76, 0.10);
    }

    static void heart(Brush brush, Color colour) {
        brush.blob(
                colour, 0.0, 0.05, -0.62, 0.50, -0.50, 0.76, -0.30, 1.08, 0.0, 0.76, 0.30, 1.08, 0.50, 0.76, 0.62, 0.50,
                0.0, 0.05);
        brush.blob(lighter(colour, 0.45), -0.38, 0.70, -0.34, 0.88, -0.18, 0.86, -0.28, 0.80, -0.38, 0.70);
    }
}
