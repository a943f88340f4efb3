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
        // A consistency model without a place for it was taught with its guidance built in.
        boolean builtIn = scheduler.usualSteps() < 20 && !model.unet().isToldGuidance();
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
        int unit = model.vae().factor();
        int usual = model.usualSide();
        Size size = request.size()
                .or(() -> over.map(picture -> like(picture, unit, usual)))
                .orElse(new Size(usual, usual));
        int most = MOST_TIMES_USUAL * usual;
        boolean fits =
                size.width() % unit == 0 && size.height() % unit == 0 && size.width() <= most && size.height() <= most;
        in.check(
                fits,
                "size",
                "must be multiples of %d up to %dx%d for this model, but was %dx%d"
                        .formatted(unit, most, most, size.width(), size.height()));
        long height = model.unet().fixedSide(2);
        long width = model.unet().fixedSide(3);
        in.check(
                (height <= 0 || height * unit == size.height()) && (width <= 0 || width * unit == size.width()),
                "size",
                "must be %dx%d for this model, but was %dx%d"
                        .formatted(width * unit, height * unit, size.width(), size.height()));
        return size;
    }

    /** About the proportions of {@code picture}, its longer side as usual. */
    private static Size like(BufferedImage picture, int unit, int usual) {
        double scale = (double) usual / Math.max(picture.getWidth(), picture.getHeight());
        return new Size(side(picture.getWidth() * scale, unit), side(picture.getHeight() * scale, unit));
    }

    private static int side(double length, int unit) {
        return Math.max(1, (int) Math.round(length / unit)) * unit;
    }
}
