package dev.atelier.connectors.local;

import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.picture.Size;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * What a request comes to on a certain model.
 *
 * @param size      of the pictures
 * @param steps     of the whole run
 * @param firstStep where the run begins: past 0 when it begins with a picture; {@code steps} leaves that as it is
 * @param guidance  how far each step is led to the prompt
 */
record Plan(Size size, int steps, int firstStep, double guidance) {
    /** Beyond twice what a model was taught it repeats itself, and attention grows with the fourth power of a side. */
    private static final int MOST_TIMES_USUAL = 2;

    private static final double USUAL_GUIDANCE = 7.5;

    /** The plan for {@code request}; notes in {@code in} what the model cannot do. */
    static Plan of(LocalRequest request, DiffusionModel model, Optional<BufferedImage> over, Parameters in) {
        var scheduler = model.scheduler();
        Size size = size(request, model, over, in);
        int most = scheduler.mostSteps();
        int steps = request.steps().orElse(Math.min(scheduler.usualSteps(), most));
        in.check(steps <= most, "steps", "must be at most %d for this model, but was %d".formatted(most, steps));
        // A consistency model that is not told its guidance was taught with it.
        boolean builtIn = scheduler.isConsistency() && !model.unet().isToldGuidance();
        double guidance = request.guidance().orElse(builtIn ? 1 : USUAL_GUIDANCE);
        int first = over.isPresent() ? steps - stepsAnew(steps, request.strength()) : 0;
        in.check(
                over.isEmpty() || model.vae().encodes(),
                "image",
                "is not taken by this model, which lacks a vae_encoder");
        return new Plan(size, steps, first, guidance);
    }

    /** A strength above 0 changes something. */
    private static int stepsAnew(int steps, double strength) {
        return strength == 0 ? 0 : Math.max(1, (int) (steps * strength));
    }

    private static Size size(LocalRequest request, DiffusionModel model, Optional<BufferedImage> over, Parameters in) {
        Size usual = model.usualSize();
        Size size = request.size()
                .or(() -> over.map(picture -> like(picture, model)))
                .orElse(usual);
        int unit = model.unit().orElse(model.vae().factor());
        int most = MOST_TIMES_USUAL * longer(usual);
        in.check(
                fits(size.width(), unit, most) && fits(size.height(), unit, most),
                "size",
                "must be multiples of %d up to %dx%d for this model, but was %s"
                        .formatted(unit, most, most, size.words()));
        in.check(
                isFixed(size.width(), model.fixedSide(3)) && isFixed(size.height(), model.fixedSide(2)),
                "size",
                "must be %s for this model, but was %s".formatted(usual.words(), size.words()));
        return size;
    }

    private static boolean isFixed(int side, int fixed) {
        return fixed < 0 || side == fixed;
    }

    private static int longer(Size size) {
        return Math.max(size.width(), size.height());
    }

    private static boolean fits(int side, int unit, int most) {
        return side % unit == 0 && side <= most;
    }

    /** About the proportions of {@code picture}, its longer side as usual; the only size that the model makes, where it is. */
    private static Size like(BufferedImage picture, DiffusionModel model) {
        int usual = longer(model.usualSize());
        if (model.fixedSide(2) > 0 || model.fixedSide(3) > 0) {
            return model.usualSize();
        }
        // Where the model does not tell what it can do, quarters are safe.
        int unit = model.unit().orElse(Math.max(model.vae().factor(), usual / 4));
        double scale = (double) usual / Math.max(picture.getWidth(), picture.getHeight());
        return new Size(side(picture.getWidth() * scale, unit), side(picture.getHeight() * scale, unit));
    }

    private static int side(double length, int unit) {
        return Math.max(1, (int) Math.round(length / unit)) * unit;
    }
}
