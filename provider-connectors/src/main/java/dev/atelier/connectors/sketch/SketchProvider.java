package dev.atelier.connectors.sketch;

import dev.atelier.connectors.picture.InputPicture;
import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.picture.Size;
import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reference provider. It paints the same picture for the same prompt, seed, size and format, and answers an extraction
 * with the same sample for the same schema and seed. Keeps no state: a job that takes its time lives in its id alone.
 */
final class SketchProvider implements Provider {
    static final String NAME = "sketch";

    static final String MAKER = "Atelier sketch, a deterministic painter, not a model";

    private static final String VERSION = "1";
    private static final Set<Capability> CAPABILITIES =
            Set.of(Capability.TEXT_TO_IMAGE, Capability.IMAGE_TO_IMAGE, Capability.EXTRACT);

    private final boolean faults;
    private final Delay delay;

    SketchProvider(boolean faults, InstantSource clock) {
        this.faults = faults;
        this.delay = new Delay(clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        var in = new Parameters(job.parameters());
        var request = SketchRequest.read(in, job, faults);
        if (in.violation().isPresent()) {
            return new Submission.Failed(in.violation().get());
        }
        var fault = request.fault().strike();
        if (fault.isPresent()) {
            return fault.get();
        }
        return request.delay().isZero()
                ? work(job, request, progress)
                : new Submission.Pending(delay.begin(), Duration.ZERO);
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        var begun = Delay.begun(providerRequestId);
        var in = new Parameters(job.parameters());
        var request = SketchRequest.read(in, job, faults);
        if (begun.isEmpty() || in.violation().isPresent()) {
            return new Submission.Failed(new Failure.MalformedReply("The painter does not know the job by this id."));
        }
        var pending = delay.pending(providerRequestId, begun.get(), request.delay(), progress);
        return pending.isPresent() ? pending.get() : work(job, request, progress);
    }

    /** Nothing runs while a job is pending, so there is nothing to stop: it ends with the last question about it. */
    @Override
    public void cancel(Job job, String providerRequestId) {}

    private Submission work(Job job, SketchRequest request, Progress progress) throws InterruptedException {
        if (job.capability() == Capability.EXTRACT) {
            return extract(job, request);
        }
        if (request.image().isEmpty()) {
            return paint(request, Optional.empty(), progress);
        }
        return switch (job.inputs().read("image", request.image().get())) {
            case InputFile.Unreadable(var failure) -> new Submission.Failed(failure);
            case InputFile.Read file -> {
                var picture = InputPicture.decode(file.content());
                yield picture.isPresent()
                        ? paint(request, picture, progress)
                        : failed("image", "must be a PNG, JPEG, WebP or GIF of at most 4096x4096 pixels");
            }
        };
    }

    private Submission paint(SketchRequest request, Optional<BufferedImage> over, Progress progress)
            throws InterruptedException {
        long began = System.nanoTime();
        Size size = request.size()
                .or(() -> over.map(picture -> new Size(picture.getWidth(), picture.getHeight()).bounded()))
                .orElse(Size.USUAL);
        List<Output> outputs = new ArrayList<>();
        for (int picture = 0; picture < request.count(); picture++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // That it has begun was said when the job was taken.
            if (picture > 0) {
                progress.at((double) picture / request.count(), "painting");
            }
            var painting = Painter.paint(request.prompt(), request.seed() + picture, size);
            over.ifPresent(base -> InputPicture.blend(painting, base, request.strength()));
            outputs.add(Output.of(request.format().encode(painting, MAKER)));
        }
        return succeeded(outputs, request, began, "deterministic painter, not a model");
    }

    private static Submission extract(Job job, SketchRequest request) {
        long began = System.nanoTime();
        return switch (Sampler.sample(job.parameters().path("schema"), request.seed())) {
            case Sampler.Sample(var json) ->
                succeeded(List.of(Output.of(json)), request, began, "deterministic sampler, not a model");
            case Sampler.NoSample(var why) -> failed("schema", why);
        };
    }

    private static Submission failed(String field, String rule) {
        String path = "input." + field;
        return new Submission.Failed(new Failure.InvalidRequest(path + " " + rule, Optional.of(path)));
    }

    private static Submission succeeded(List<Output> outputs, SketchRequest request, long began, String note) {
        return new Submission.Succeeded(
                outputs,
                Map.of("seconds", (System.nanoTime() - began) / 1e9),
                Map.of("provider", NAME, "version", VERSION, "seed", Long.toString(request.seed()), "note", note),
                Optional.of(0L));
    }
}
