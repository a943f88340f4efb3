package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.ArtifactReference;
import dev.atelier.event.GenerationOutcome;
import dev.atelier.event.Output;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Stores outputs under the hash of their content, so that doing it again changes nothing. An inline output is put there; a
 * staged one is copied inside the store. Thread-safe; blocks.
 */
final class Artifacts {
    /** Each output on a virtual thread of its own, named for whoever reads a thread dump. */
    private static final Executor THREADS =
            work -> Thread.ofVirtual().name("promote").start(work);

    private final ObjectStore objects;

    Artifacts(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    /** Stores what {@code outcome} brought. */
    Promotion promote(GenerationOutcome outcome) {
        var outputs = outcome.getOutputs();
        List<CompletableFuture<Optional<String>>> work = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            var output = outputs.get(i);
            String name = "output " + i;
            work.add(
                    CompletableFuture.supplyAsync(() -> promote(outcome, output).map(name::concat), THREADS));
        }
        return Stages.results(work).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .<Promotion>map(Promotion.Broken::new)
                .orElseGet(() -> new Promotion.Stored(references(outcome)));
    }

    /** Removes what workers staged; called once everything about {@code outcome} is kept. */
    void discardStaged(GenerationOutcome outcome) {
        var request = outcome.getRequest();
        outcome.getOutputs().stream()
                .flatMap(output -> output.getLocation().stream())
                .filter(location -> Addresses.isStagingOf(request.getProject(), request.getGenerationId(), location))
                .forEach(objects::remove);
    }

    /** What is wrong with {@code output}, if anything is. */
    private Optional<String> promote(GenerationOutcome outcome, Output output) {
        if (!Addresses.isSha256(output.getSha256())) {
            return Optional.of(" has no valid hash");
        }
        String key = ObjectKeys.content(outcome.getRequest().getProject(), output.getSha256());
        if (output.getContent().isPresent()) {
            return promoteInline(output, output.getContent().get(), key);
        }
        if (output.getLocation().isPresent()) {
            return promoteStaged(outcome, output, output.getLocation().get(), key);
        }
        return Optional.of(" has no content");
    }

    private Optional<String> promoteInline(Output output, ByteBuffer buffer, String key) {
        var content = new byte[buffer.remaining()];
        buffer.duplicate().get(content);
        if (content.length != output.getBytes()) {
            return wrongSize(output, content.length);
        }
        if (!Sha256.hex(content).equals(output.getSha256())) {
            return Optional.of(" does not have the hash that its worker reported");
        }
        // To look first would cost as much as to write these few bytes again.
        objects.put(key, content, output.getMediaType());
        return Optional.empty();
    }

    private Optional<String> promoteStaged(GenerationOutcome outcome, Output output, String location, String key) {
        var request = outcome.getRequest();
        if (!Addresses.isStagingOf(request.getProject(), request.getGenerationId(), location)) {
            return Optional.of(" lies outside its staging area");
        }
        var staged = objects.find(location);
        if (staged.isEmpty()) {
            // An earlier run may have promoted it already.
            return objects.find(key)
                            .map(promoted -> promoted.bytes() == output.getBytes())
                            .orElse(false)
                    ? Optional.empty()
                    : Optional.of(" is missing");
        }
        if (staged.get().bytes() != output.getBytes()) {
            return wrongSize(output, staged.get().bytes());
        }
        objects.copy(location, key);
        return Optional.empty();
    }

    private static Optional<String> wrongSize(Output output, long bytes) {
        return Optional.of(" has %d bytes where its worker reported %d".formatted(bytes, output.getBytes()));
    }

    private static List<ArtifactReference> references(GenerationOutcome outcome) {
        var request = outcome.getRequest();
        List<ArtifactReference> references = new ArrayList<>();
        for (var output : outcome.getOutputs()) {
            references.add(new ArtifactReference(
                    request.getGenerationId() + "." + references.size(),
                    output.getMediaType(),
                    output.getBytes(),
                    output.getSha256(),
                    output.getWidth().orElse(null),
                    output.getHeight().orElse(null),
                    ObjectKeys.content(request.getProject(), output.getSha256())));
        }
        return references;
    }
}
