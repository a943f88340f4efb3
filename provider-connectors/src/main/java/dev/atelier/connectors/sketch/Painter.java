package dev.atelier.connectors.sketch;

import dev.atelier.connectors.picture.Hash;
import dev.atelier.connectors.picture.Size;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Paints a landscape with what a prompt names in it, from back to front. Draws all that is left to chance from one seed,
 * and no letters, for fonts differ between machines. For one painting and one thread.
 */
final class Painter {
    private static final double HORIZON = 0.60;
    private static final double SHORE = 0.86;

    /**
     * A strip of the picture, in parts of its size.
     *
     * @param height  of a single figure
     * @param level   where figures stand, from the top
     * @param scatter how far they may stand above or below
     * @param left    where the strip begins
     * @param right   where it ends
     */
    private record Stage(double height, double level, double scatter, double left, double right) {}

    private final Graphics2D graphics;
    private final Size size;
    private final Subject subject;
    private final RandomGenerator random;
    private final Palette palette;

    private Painter(Graphics2D graphics, Size size, Subject subject, RandomGenerator random) {
        this.graphics = graphics;
        this.size = size;
        this.subject = subject;
        this.random = random;
        this.palette = Palette.of(subject.tint(), subject.night(), random);
    }

    /** The painting of {@code prompt} that has number {@code seed}. */
    static BufferedImage paint(String prompt, long seed, Size size) {
        var picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            // The algorithm of java.util.Random is fixed by its specification.
            var random = new Random(Hash.of(prompt) ^ (seed * 0x9E3779B97F4A7C15L));
            new Painter(graphics, size, Subject.read(prompt), random).paint();
        } finally {
            graphics.dispose();
        }
        return picture;
    }

    private void paint() {
        sky();
        var water = subject.at(Motif.Place.WATER);
        if (subject.figures().isEmpty()) {
            lights();
        }
        figures(subject.at(Motif.Place.SKY), new Stage(0.16, 0.26, 0.12, 0.0, 1.0));
        hills(2, HORIZON - 0.08);
        figures(subject.at(Motif.Place.HORIZON), new Stage(0.42, HORIZON + 0.02, 0.0, 0.1, 0.9));
        if (water.isEmpty()) {
            hills(3, HORIZON + 0.05);
        } else {
            water(water);
        }
        // On land beside water, so that neither hides the other.
        figures(subject.at(Motif.Place.GROUND), new Stage(0.46, 0.93, 0.03, water.isEmpty() ? 0.0 : 0.42, 1.0));
        grass();
    }

    private void sky() {
        gradient(palette.zenith(), palette.horizon(), 0, HORIZON + 0.1);
        if (subject.night()) {
            for (int star = 0; star < 140; star++) {
                double radius = size.height() * (0.0008 + 0.0022 * random.nextDouble());
                Color colour = Colours.glaze(Colours.PAPER, 0.35 + 0.65 * random.nextDouble());
                new Brush(graphics, random.nextDouble() * size.width(), random.nextDouble() * 0.6 * size.height(), 1)
                        .circle(colour, 0, 0, Math.max(0.6, radius));
            }
        }
    }

    /** Where nothing is named, large soft circles make the picture. */
    private void lights() {
        for (int light = 0; light < 9; light++) {
            double radius = least() * (0.05 + 0.28 * random.nextDouble());
            Color colour = random.nextBoolean() ? palette.accent() : Colours.PAPER;
            new Brush(graphics, random.nextDouble() * size.width(), random.nextDouble() * HORIZON * size.height(), 1)
                    .circle(Colours.glaze(colour, 0.10 + 0.25 * random.nextDouble()), 0, 0, radius);
        }
    }

    /** Layers of hills, each nearer and darker than the one before. */
    private void hills(int layers, double from) {
        for (int layer = 0; layer < layers; layer++) {
            double depth = layers == 1 ? 1 : (double) layer / (layers - 1);
            double near = from > HORIZON ? 0.45 + 0.55 * depth : 0.3 * depth;
            hill(Colours.mix(palette.far(), palette.near(), near), from + 0.10 * layer, 0.05 + 0.02 * layer);
        }
    }

    private void hill(Color colour, double level, double swing) {
        double first = random.nextDouble() * 6.28;
        double second = random.nextDouble() * 6.28;
        double waves = 1.2 + random.nextDouble() * 1.6;
        int steps = 64;
        var path = new Path2D.Double();
        path.moveTo(0, size.height());
        for (int step = 0; step <= steps; step++) {
            double x = (double) step / steps;
            double lift = Math.sin(x * 6.28 * waves * 0.5 + first) + 0.4 * Math.sin(x * 6.28 * waves + second);
            path.lineTo(x * size.width(), (level - swing * lift * 0.6) * size.height());
        }
        path.lineTo(size.width(), size.height());
        path.closePath();
        graphics.setColor(colour);
        graphics.fill(path);
    }

    private void water(List<Subject.Figure> figures) {
        Color colour = figures.stream()
                .filter(figure -> figure.motif() == Motif.SEA)
                .map(Subject.Figure::colour)
                .findFirst()
                .orElse(Motif.SEA.colour());
        Color sea = subject.night() ? Colours.darker(colour, 0.45) : colour;
        gradient(Colours.mix(sea, palette.horizon(), 0.45), Colours.darker(sea, 0.25), HORIZON, 1.0);
        for (int wave = 0; wave < 46; wave++) {
            double depth = random.nextDouble();
            double length = least() * (0.03 + 0.10 * depth);
            var brush = new Brush(
                    graphics,
                    random.nextDouble() * size.width(),
                    (HORIZON + 0.01 + depth * (1 - HORIZON)) * size.height(),
                    length);
            brush.line(
                    Colours.glaze(Colours.PAPER, 0.18 + 0.3 * depth),
                    0.05,
                    -0.5,
                    0,
                    -0.25,
                    0.12,
                    0,
                    0,
                    0.25,
                    0.12,
                    0.5,
                    0);
        }
        boolean shore = !subject.at(Motif.Place.GROUND).isEmpty();
        var afloat =
                figures.stream().filter(figure -> figure.motif() != Motif.SEA).toList();
        figures(afloat, new Stage(0.34, 0.82, 0.05, 0.0, shore ? 0.55 : 1.0));
        if (shore) {
            hill(Colours.mix(new Color(0xE7CF9B), palette.near(), subject.night() ? 0.7 : 0.15), SHORE, 0.02);
        }
    }

    /** Places {@code figures} side by side; the more there are, the smaller each is. */
    private void figures(List<Subject.Figure> figures, Stage stage) {
        int count = figures.size();
        double pixels = least() * stage.height() / Math.sqrt(Math.max(1, count * 0.6));
        double share = (stage.right() - stage.left()) / Math.max(1, count);
        for (int i = 0; i < count; i++) {
            double x = stage.left() + (i + 0.5 + (random.nextDouble() - 0.5) * 0.35) * share;
            double y = stage.level() + (random.nextDouble() - 0.5) * 2 * stage.scatter();
            figure(figures.get(i), new Brush(graphics, x * size.width(), y * size.height(), pixels));
        }
    }

    private void figure(Subject.Figure figure, Brush brush) {
        if (figure.motif().place() == Motif.Place.GROUND) {
            brush.oval(Colours.glaze(Colours.INK, 0.22), 0.03, 0.0, 0.42, 0.05);
        }
        boolean shaded = subject.night() && figure.motif().place() == Motif.Place.HORIZON;
        figure.motif().draw(brush, shaded ? Colours.darker(figure.colour(), 0.4) : figure.colour());
    }

    private void grass() {
        Color blade = Colours.darker(palette.near(), 0.25);
        for (int i = 0; i < 70; i++) {
            double lean = (random.nextDouble() - 0.5) * 0.9;
            new Brush(
                            graphics,
                            random.nextDouble() * size.width(),
                            size.height() * 1.01,
                            least() * (0.03 + 0.06 * random.nextDouble()))
                    .line(Colours.glaze(blade, 0.8), 0.07, 0, 0, lean * 0.2, 0.6, lean, 1.0);
        }
    }

    private void gradient(Color top, Color bottom, double from, double to) {
        float start = (float) (from * size.height());
        float end = (float) (to * size.height());
        graphics.setPaint(new GradientPaint(0, start, top, 0, end, bottom));
        graphics.fill(new Rectangle2D.Double(0, start, size.width(), size.height() - start));
    }

    private double least() {
        return Math.min(size.width(), size.height());
    }
}
