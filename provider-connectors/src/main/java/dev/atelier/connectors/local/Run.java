package dev.atelier.connectors.local;

import ai.onnxruntime.OrtException;
import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.platform.failure.Failure;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what requests ask with one model on one device.
 *
 * @param name   the model's name
 * @param model  the model, loaded
 * @param device where it is loaded
 */
record Run(String name, DiffusionModel model, Hardware device) {
    private static final String MAKER = "Atelier, model ";

    Submission paint(LocalRequest request, Parameters in, Optional<BufferedImage> over, Progress progress)
            throws OrtException, InterruptedException {
        var plan = Plan.of(request, model, over, in);
        if (in.violation().isPresent()) {
            return new Submission.Failed(in.violation().get());
        }
        try {
            return paint(request, plan, over, progress);
        } catch (OrtException e) {
            // Not every model tells which sizes it can do; at its usual one, it is not the size.
            if (plan.size().equals(model.usualSize())) {
                throw e;
            }
            in.check(
                    false,
                    "size",
                    "must be one that this model can do, such as %s, but was %s"
                            .formatted(model.usualSize().words(), plan.size().words()));
            return new Submission.Failed(in.violation().orElseThrow());
        }
    }

    private Submission paint(LocalRequest request, Plan plan, Optional<BufferedImage> over, Progress progress)
            throws OrtException, InterruptedException {
        long began = System.nanoTime();
        var painting = new Painting(model, request, plan, over, progress);
        List<Output> outputs = new ArrayList<>();
        for (int index = 0; index < request.count(); index++) {
            var picture = painting.picture(index);
            if (picture.isEmpty()) {
                return new Submission.Failed(
                        new Failure.MalformedReply("The model %s gave numbers that are not finite.".formatted(name)));
            }
            outputs.add(Output.of(request.format().encode(picture.get(), MAKER + name)));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Submission.Succeeded(
                outputs, Map.of("seconds", seconds), details(request, plan, painting), Optional.of(0L));
    }

    private Map<String, String> details(LocalRequest request, Plan plan, Painting painting) {
        Map<String, String> details = new HashMap<>(Map.of(
                "provider", LocalProvider.NAME,
                "model", name,
                "device", device.name(),
                "runtime", device.runtime(),
                "scheduler", model.scheduler().name(),
                "seed", Long.toString(request.seed()),
                "steps", Integer.toString(plan.steps()),
                "guidance", Double.toString(plan.guidance())));
        if (painting.dropped() > 0) {
            details.put(
                    "note",
                    "%d pieces at the end of the prompt are too many for the model".formatted(painting.dropped()));
        }
        return details;
    }
}
