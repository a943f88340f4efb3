package dev.atelier.connectors.sketch;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Paints in the units of one motif: it stands at (0, 0), is 1 high, and up is positive. For one thread.
 */
final class Brush {
    private final Graphics2D graphics;
    private final AffineTransform place;

    /** A brush for a motif of {@code height} pixels that stands at ({@code x}, {@code y}). */
    Brush(Graphics2D graphics, double x, double y, double height) {
        this.graphics = graphics;
        this.place = new AffineTransform(height, 0, 0, -height, x, y);
    }

    /** An ellipse around ({@code x}, {@code y}). */
    void oval(Color colour, double x, double y, double across, double up) {
        graphics.setColor(colour);
        graphics.fill(place.createTransformedShape(new Ellipse2D.Double(x - across, y - up, 2 * across, 2 * up)));
    }

    /** A circle around ({@code x}, {@code y}). */
    void circle(Color colour, double x, double y, double radius) {
        oval(colour, x, y, radius, radius);
    }

    /** A rectangle from its lower left corner. */
    void box(Color colour, double x, double y, double across, double up) {
        graphics.setColor(colour);
        graphics.fill(place.createTransformedShape(new Rectangle2D.Double(x, y, across, up)));
    }

    /** A polygon through pairs of coordinates. */
    void shape(Color colour, double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        graphics.setColor(colour);
        graphics.fill(place.createTransformedShape(path));
    }

    /** A shape of curves: a start, then a control point and an end for each. */
    void blob(Color colour, double... points) {
        graphics.setColor(colour);
        graphics.fill(place.createTransformedShape(curve(points)));
    }

    /** A line of curves: a start, then a control point and an end for each. */
    void line(Color colour, double thickness, double... points) {
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(
                (float) (thickness * place.getScaleX()), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(place.createTransformedShape(curve(points)));
    }

    private static Path2D curve(double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 4) {
            path.quadTo(points[i], points[i + 1], points[i + 2], points[i + 3]);
        }
        return path;
    }
}
