package dev.atelier.connectors.sketch;

import static dev.atelier.connectors.sketch.Colours.INK;
import static dev.atelier.connectors.sketch.Colours.PAPER;
import static dev.atelier.connectors.sketch.Colours.darker;
import static dev.atelier.connectors.sketch.Colours.lighter;

import java.awt.Color;

/** How animals are drawn, each in a few shapes. */
final class Animals {
    private Animals() {}

    static void fox(Brush brush, Color coat) {
        Color dark = darker(coat, 0.25);
        // The tail sweeps up behind the back and ends in white.
        brush.blob(dark, 0.16, 0.05, 0.62, -0.02, 0.60, 0.36, 0.56, 0.58, 0.42, 0.62, 0.50, 0.34, 0.16, 0.24);
        brush.blob(PAPER, 0.585, 0.44, 0.55, 0.60, 0.42, 0.62, 0.47, 0.52, 0.48, 0.43);
        // Sitting body, chest and paws.
        brush.blob(coat, -0.22, 0.0, -0.30, 0.42, -0.04, 0.58, 0.24, 0.50, 0.28, 0.0);
        brush.blob(PAPER, -0.17, 0.04, -0.22, 0.40, -0.06, 0.52, 0.08, 0.36, 0.02, 0.04);
        brush.oval(INK, -0.14, 0.02, 0.07, 0.03);
        brush.oval(INK, 0.04, 0.02, 0.07, 0.03);
        // Ears, then the head: a broad wedge that narrows to the nose.
        brush.shape(coat, -0.32, 0.78, -0.30, 1.0, -0.13, 0.84);
        brush.shape(coat, 0.16, 0.78, 0.14, 1.0, -0.03, 0.84);
        brush.shape(INK, -0.28, 0.84, -0.275, 0.95, -0.20, 0.86);
        brush.shape(INK, 0.12, 0.84, 0.115, 0.95, 0.04, 0.86);
        brush.blob(
                coat, -0.36, 0.68, -0.30, 0.90, -0.08, 0.88, 0.14, 0.90, 0.20, 0.68, 0.06, 0.54, -0.08, 0.48, -0.22,
                0.54, -0.36, 0.68);
        brush.blob(
                PAPER, -0.36, 0.68, -0.20, 0.70, -0.12, 0.60, -0.08, 0.66, -0.04, 0.60, 0.04, 0.70, 0.20, 0.68, 0.06,
                0.54, -0.08, 0.48, -0.22, 0.54, -0.36, 0.68);
        brush.circle(INK, -0.08, 0.505, 0.032);
        eyes(brush, INK, -0.19, 0.03, 0.715, 0.026);
    }

    static void cat(Brush brush, Color coat) {
        Color dark = darker(coat, 0.35);
        brush.line(dark, 0.075, 0.18, 0.06, 0.56, 0.02, 0.48, 0.34, 0.42, 0.52, 0.54, 0.56);
        brush.blob(coat, -0.24, 0.0, -0.28, 0.42, -0.02, 0.58, 0.26, 0.44, 0.26, 0.0);
        brush.oval(lighter(coat, 0.35), -0.03, 0.22, 0.10, 0.18);
        brush.oval(dark, -0.12, 0.02, 0.08, 0.035);
        brush.oval(dark, 0.08, 0.02, 0.08, 0.035);
        brush.shape(coat, -0.25, 0.74, -0.25, 1.0, -0.05, 0.84);
        brush.shape(coat, 0.21, 0.74, 0.21, 1.0, 0.01, 0.84);
        brush.shape(new Color(0xE9A0A0), -0.21, 0.80, -0.215, 0.93, -0.12, 0.85);
        brush.shape(new Color(0xE9A0A0), 0.17, 0.80, 0.175, 0.93, 0.08, 0.85);
        brush.oval(coat, -0.02, 0.68, 0.26, 0.20);
        brush.oval(lighter(coat, 0.45), -0.02, 0.61, 0.11, 0.075);
        Color iris = new Color(0xC9D65B);
        brush.oval(iris, -0.12, 0.72, 0.05, 0.055);
        brush.oval(iris, 0.08, 0.72, 0.05, 0.055);
        brush.oval(INK, -0.12, 0.72, 0.018, 0.05);
        brush.oval(INK, 0.08, 0.72, 0.018, 0.05);
        brush.shape(new Color(0xD77F86), -0.05, 0.66, 0.01, 0.66, -0.02, 0.625);
        for (int whisker = -1; whisker <= 1; whisker++) {
            double up = 0.62 + 0.035 * whisker;
            brush.line(PAPER, 0.008, -0.12, 0.62, -0.22, up, -0.34, up + 0.02 * whisker);
            brush.line(PAPER, 0.008, 0.08, 0.62, 0.18, up, 0.30, up + 0.02 * whisker);
        }
    }

    static void dog(Brush brush, Color coat) {
        Color dark = darker(coat, 0.35);
        brush.line(coat, 0.07, 0.20, 0.10, 0.42, 0.16, 0.44, 0.40);
        brush.blob(coat, -0.22, 0.0, -0.28, 0.44, -0.02, 0.56, 0.26, 0.46, 0.26, 0.0);
        brush.oval(lighter(coat, 0.5), -0.03, 0.26, 0.11, 0.18);
        brush.oval(lighter(coat, 0.3), -0.12, 0.03, 0.09, 0.04);
        brush.oval(lighter(coat, 0.3), 0.08, 0.03, 0.09, 0.04);
        brush.oval(coat, -0.02, 0.72, 0.23, 0.23);
        brush.blob(dark, -0.18, 0.90, -0.42, 0.88, -0.36, 0.50, -0.22, 0.50, -0.20, 0.78);
        brush.blob(dark, 0.14, 0.90, 0.38, 0.88, 0.32, 0.50, 0.18, 0.50, 0.16, 0.78);
        brush.oval(lighter(coat, 0.55), -0.02, 0.62, 0.13, 0.10);
        brush.oval(INK, -0.02, 0.67, 0.05, 0.035);
        brush.oval(new Color(0xDE6B78), -0.02, 0.555, 0.04, 0.055);
        eyes(brush, INK, -0.11, 0.07, 0.77, 0.03);
    }

    static void bird(Brush brush, Color colour) {
        brush.line(colour, 0.12, -0.9, 0.45, -0.45, 1.0, 0.0, 0.3, 0.45, 1.0, 0.9, 0.45);
    }

    static void fish(Brush brush, Color colour) {
        Color dark = darker(colour, 0.3);
        brush.blob(dark, 0.42, 0.45, 0.75, 0.75, 0.95, 0.85, 0.80, 0.45, 0.95, 0.05, 0.75, 0.15, 0.42, 0.45);
        brush.blob(dark, -0.15, 0.70, 0.05, 1.05, 0.30, 0.68);
        brush.blob(colour, -0.75, 0.45, -0.20, 1.05, 0.55, 0.45, -0.20, -0.15, -0.75, 0.45);
        brush.blob(lighter(colour, 0.55), -0.70, 0.40, -0.20, 0.02, 0.40, 0.38, -0.20, 0.26, -0.70, 0.40);
        brush.circle(PAPER, -0.46, 0.53, 0.075);
        brush.circle(INK, -0.47, 0.53, 0.04);
    }

    private static void eyes(Brush brush, Color colour, double left, double right, double up, double radius) {
        for (double x : new double[] {left, right}) {
            brush.circle(colour, x, up, radius);
            brush.circle(PAPER, x - radius * 0.3, up + radius * 0.35, radius * 0.33);
        }
    }
}
