package dev.atelier.ingest.store;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of one generation, from its row or from the log. Immutable.
 *
 * @param project     whose it is
 * @param id          its id
 * @param requestedAt when it was asked for
 * @param wanted      what was asked
 * @param status      where it stands
 * @param provider    where it runs or ran
 * @param attempt     how often it was dispatched
 * @param progress    how far it is, while it runs
 * @param timings     when it reached each step, by the step's name
 * @param costMicros  what it cost, in millionths
 * @param fault       why it did not succeed
 * @param artifacts   what was made
 */
public record Generation(
        String project,
        String id,
        Instant requestedAt,
        Wanted wanted,
        Status status,
        Optional<String> provider,
        int attempt,
        Optional<Progress> progress,
        Map<String, Instant> timings,
        Optional<Long> costMicros,
        Optional<Fault> fault,
        List<Artifact> artifacts) {
    public Generation {
        timings = Map.copyOf(timings);
        artifacts = List.copyOf(artifacts);
    }

    /**
     * What the client asked for.
     *
     * @param model      resolved, once admission has done so
     * @param capability resolved, once admission has done so
     * @param input      a JSON object
     * @param style      name of the style preset
     */
    public record Wanted(
            Optional<String> model,
            Optional<Capability> capability,
            String input,
            Optional<String> style,
            List<String> tags,
            Optional<String> parentId) {
        public Wanted {
            tags = List.copyOf(tags);
        }

        /** What {@code request} asks. */
        public static Wanted of(GenerationRequested request) {
            return new Wanted(
                    request.getModel(),
                    request.getCapability(),
                    request.getInput(),
                    request.getStyle(),
                    request.getTags(),
                    request.getParentId());
        }

        /** {@code present} without those that are removed, and with those that are added. */
        public static List<String> labels(List<String> present, List<String> added, List<String> removed) {
            Set<String> labels = new LinkedHashSet<>(present);
            labels.removeAll(Set.copyOf(removed));
            labels.addAll(added);
            return List.copyOf(labels);
        }

        /** The same with these labels. */
        private Wanted labelled(List<String> labels) {
            return new Wanted(model, capability, input, style, labels, parentId);
        }

        /** The same with what admission resolved. */
        public Wanted resolved(String resolvedModel, Capability resolvedCapability) {
            return new Wanted(
                    Optional.of(resolvedModel), Optional.of(resolvedCapability), input, style, tags, parentId);
        }
    }

    /**
     * How far it is.
     *
     * @param share   from 0 to 1
     * @param message what is being done
     */
    public record Progress(Optional<Double> share, Optional<String> message) {}

    /**
     * Why it did not succeed.
     *
     * @param code  the class of failure, such as {@code content_refused}
     * @param field the input field at fault
     */
    public record Fault(String code, String message, Optional<String> field) {}

    /** One thing that was made; {@code key} is where the object store has it. */
    public record Artifact(
            String id,
            String mediaType,
            long bytes,
            String sha256,
            Optional<Integer> width,
            Optional<Integer> height,
            String key) {}

    /** When it reached the first of {@code steps} that it has reached. */
    public Optional<Instant> time(String... steps) {
        return Stream.of(steps)
                .flatMap(step -> Optional.ofNullable(timings.get(step)).stream())
                .findFirst();
    }

    /** A generation that was asked for and of which no more is known. */
    public static Generation asked(GenerationRequested request) {
        return new Generation(
                request.getProject(),
                request.getGenerationId(),
                request.getRequestedAt(),
                Wanted.of(request),
                Status.QUEUED,
                Optional.empty(),
                0,
                Optional.empty(),
                Map.of("requestedAt", request.getRequestedAt()),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** The same with what admission resolved. */
    public Generation admitted(String model, Capability capability, Instant admittedAt) {
        return new Generation(
                project,
                id,
                requestedAt,
                wanted.resolved(model, capability),
                Status.QUEUED,
                provider,
                attempt,
                progress,
                Map.of("requestedAt", requestedAt, "admittedAt", admittedAt),
                costMicros,
                fault,
                artifacts);
    }

    /** The same, running. */
    public Generation running(Optional<String> where, int whichAttempt, Optional<Progress> howFar) {
        return new Generation(
                project,
                id,
                requestedAt,
                wanted,
                status == Status.CANCELING ? status : Status.RUNNING,
                where.or(() -> provider),
                Math.max(attempt, whichAttempt),
                howFar,
                timings,
                costMicros,
                fault,
                artifacts);
    }

    /** The same, with labels added and removed. */
    public Generation labelled(List<String> added, List<String> removed) {
        return new Generation(
                project,
                id,
                requestedAt,
                wanted.labelled(Wanted.labels(wanted.tags(), added, removed)),
                status,
                provider,
                attempt,
                progress,
                timings,
                costMicros,
                fault,
                artifacts);
    }

    /** The same, being stopped; what is over stays as it is. */
    public Generation canceling() {
        if (status.isFinal()) {
            return this;
        }
        return new Generation(
                project,
                id,
                requestedAt,
                wanted,
                Status.CANCELING,
                provider,
                attempt,
                progress,
                timings,
                costMicros,
                fault,
                artifacts);
    }
}
