package dev.atelier.connectors.local;

import ai.onnxruntime.OrtException;
import dev.atelier.connectors.local.schedule.Denoiser;
import dev.atelier.connectors.local.schedule.GaussianNoise;
import dev.atelier.connectors.picture.Thumbnail;
import dev.atelier.connectors.provider.Progress;
import java.awt.image.BufferedImage;
import java.util.Optional;

/** The work of one request on a loaded model. Stops between two steps when its thread is interrupted. For one thread. */
final class Painting {
    private final DiffusionModel model;
    private final LocalRequest request;
    private final Plan plan;
    private final Denoiser denoiser;
    private final Progress progress;
    private final Previews previews;
    private final Values wanted;
    private final Optional<Unet.Guided> guided;
    /** The sample of the picture to begin with. */
    private final Optional<Values> base;

    private final int dropped;

    Painting(DiffusionModel model, LocalRequest request, Plan plan, Optional<BufferedImage> over, Progress progress)
            throws OrtException {
        this.model = model;
        this.request = request;
        this.plan = plan;
        this.progress = progress;
        this.previews = new Previews(request.previews(), stepsOfEach(), System::nanoTime);
        this.denoiser = Denoiser.of(model.scheduler(), plan.steps());
        var prompt = model.text().encode(request.prompt());
        this.wanted = prompt.states();
        this.dropped = prompt.dropped();
        boolean leads = plan.guidance() > 1 && !model.unet().isToldGuidance();
        this.guided = leads
                ? Optional.of(
                        Unet.Guided.of(model.text().encode(request.unwanted()).states(), wanted))
                : Optional.empty();
        this.base = over.isPresent()
                ? Optional.of(model.vae().encode(Pixels.of(over.get(), plan.size())))
                : Optional.empty();
    }

    /** Pieces of the prompt that the model cannot read, because it is too long. */
    int dropped() {
        return dropped;
    }

    /** The picture {@code index}, counted from 0; none when the model gives numbers that are not finite. */
    Optional<BufferedImage> picture(int index) throws OrtException, InterruptedException {
        var sample = sample(index);
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        var pixels = model.vae().decode(sample.get());
        return pixels.finite() ? Optional.of(Pixels.picture(pixels)) : Optional.empty();
    }

    /** What the picture {@code index} is decoded from: the work of all steps. */
    Optional<Values> sample(int index) throws OrtException, InterruptedException {
        var noise = new GaussianNoise(request.seed() + index);
        float[] sample = beginning(noise);
        previews.begin();
        for (int step = plan.firstStep(); step < plan.steps(); step++) {
            var predicted = predict(sample, step);
            if (!predicted.finite()) {
                return Optional.empty();
            }
            float[] next = denoiser.next(sample, predicted.numbers(), step, noise);
            int done = step - plan.firstStep() + 1;
            if (previews.isDue(done)) {
                progress.at(share(index, done), words(index, done), preview(sample, predicted, step));
            } else {
                progress.at(share(index, done), words(index, done));
            }
            sample = next;
        }
        return Optional.of(values(sample));
    }

    private float[] beginning(GaussianNoise noise) {
        float[] fresh = noise.next(model.unet().channels() * width() * height());
        if (base.isPresent()) {
            float[] clean = base.get().numbers();
            return plan.firstStep() == plan.steps() ? clean : denoiser.noised(clean, fresh, plan.firstStep());
        }
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] *= (float) denoiser.startingDeviation();
        }
        return fresh;
    }

    private Values predict(float[] sample, int step) throws OrtException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var seen = values(denoiser.seen(sample, step));
        double timestep = denoiser.timestep(step);
        return guided.isPresent()
                ? model.unet().predict(seen, timestep, guided.get(), plan.guidance())
                : model.unet().predict(seen, timestep, wanted, plan.guidance());
    }

    /** Costs a decoding; makes no difference to the picture. */
    private byte[] preview(float[] sample, Values predicted, int step) throws OrtException {
        var pixels = model.vae().decode(values(denoiser.clean(sample, predicted.numbers(), step)));
        return Thumbnail.of(Pixels.picture(pixels), Progress.LARGEST_PREVIEW);
    }

    private int stepsOfEach() {
        return plan.steps() - plan.firstStep();
    }

    private double share(int index, int done) {
        return (double) (index * stepsOfEach() + done) / (request.count() * stepsOfEach());
    }

    private String words(int index, int done) {
        return request.count() == 1
                ? "step %d of %d".formatted(done, stepsOfEach())
                : "picture %d of %d, step %d of %d".formatted(index + 1, request.count(), done, stepsOfEach());
    }

    private Values values(float[] sample) {
        return new Values(sample, 1, model.unet().channels(), height(), width());
    }

    private int width() {
        return plan.size().width() / model.vae().factor();
    }

    private int height() {
        return plan.size().height() / model.vae().factor();
    }
}
