package dev.atelier.connectors.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.event.Correction;
import dev.atelier.event.SchemaViolation;
import dev.atelier.platform.extraction.Conformance;
import dev.atelier.platform.extraction.Extraction;
import dev.atelier.platform.extraction.Violation;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * The one place where what a model extracted is judged by the schema that was asked for: what conforms goes on in its canonical
 * form, with the model's own words in {@code details} where they were others; what does not is no success. Thread-safe.
 */
final class Answers {
    /** Where the details of a success have the model's own words. */
    static final String DETAIL = "answer";

    /** Of a model's words, what goes into a record. */
    private static final int MOST_SHOWN = 64 * 1024;

    /** More than any model writes in one go; what is larger is not looked at. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final int MOST_KEPT = 128;
    /** In characters; as long as that of a pattern may be. */
    private static final int LONGEST_KEPT = 64 * 1024;

    /** Where nobody says what is wanted: anything that has parts. */
    private static final JsonNode ANY = Json.MAPPER.readTree("{\"type\": [\"object\", \"array\"]}");

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<JsonNode, Extraction> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, Extraction> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** What an answer is worth. */
    sealed interface Judgement {
        /** It is what was asked for. */
        record Accepted(Submission.Succeeded result) implements Judgement {}

        /** It is not, though it is paid for. */
        record Rejected(Failure.Nonconformant failure, Correction correction, Optional<Long> costMicros)
                implements Judgement {}

        /** It is nothing that could be judged. */
        record Unfit(Failure failure) implements Judgement {}
    }

    /** Why nothing could be judged by what {@code job} asks for; nothing is asked of a provider then. */
    Optional<Failure> refusal(Job job) {
        return job.schema()
                .map(schema -> known(schema).isPresent() ? List.<Violation>of() : Conformance.faults(schema))
                .filter(faults -> !faults.isEmpty())
                .map(faults -> new Failure.InvalidRequest(
                        "input.schema is of no use: " + Violation.told(faults), Optional.of("input.schema")));
    }

    /** Judges {@code result}; whatever is no extraction is accepted as it is. */
    Judgement judge(Job job, Submission.Succeeded result) {
        List<Output> outputs = result.outputs();
        if (job.capability() != Capability.EXTRACT || outputs.isEmpty()) {
            return new Judgement.Accepted(result);
        }
        if (outputs.size() > 1) {
            return unfit("The provider gave several answers instead of one.");
        }
        Output output = outputs.getFirst();
        if (OpenFile.size(output.content()) > MOST_BYTES) {
            return unfit("The provider's answer is longer than anybody could use.");
        }
        try (var file = OpenFile.of(output.content())) {
            return judge(job, result, UTF_8.decode(file.bytes()).toString());
        }
    }

    private Judgement judge(Job job, Submission.Succeeded result, String answer) {
        return switch (extraction(job.schema().orElse(ANY)).judge(answer)) {
            case Extraction.Judgement.Conforming(var manifest) -> accepted(result, answer, manifest);
            case Extraction.Judgement.Failing(var violations) ->
                new Judgement.Rejected(
                        new Failure.Nonconformant(
                                "The answer does not conform to its schema: " + Violation.told(violations)),
                        new Correction(
                                shown(answer),
                                violations.stream().map(Answers::event).toList()),
                        result.costMicros());
        };
    }

    private static Judgement accepted(Submission.Succeeded result, String answer, JsonNode manifest) {
        String canonical = Json.MAPPER.writeValueAsString(manifest);
        Map<String, String> details = new HashMap<>(result.details());
        if (!answer.equals(canonical)) {
            details.put(DETAIL, shown(answer));
        }
        return new Judgement.Accepted(new Submission.Succeeded(
                List.of(Output.of(canonical.getBytes(UTF_8))), result.metrics(), details, result.costMicros()));
    }

    /** Compiling a schema takes longer than judging by it, and the same one comes again and again. */
    private Extraction extraction(JsonNode schema) {
        return known(schema).orElseGet(() -> {
            Extraction made = Extraction.of(schema);
            if (Json.MAPPER.writeValueAsString(schema).length() <= LONGEST_KEPT) {
                lock.lock();
                try {
                    known.put(schema, made);
                } finally {
                    lock.unlock();
                }
            }
            return made;
        });
    }

    private Optional<Extraction> known(JsonNode schema) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(schema));
        } finally {
            lock.unlock();
        }
    }

    /** As many whole characters of {@code answer} as fit. */
    private static String shown(String answer) {
        byte[] bytes = answer.getBytes(UTF_8);
        if (bytes.length <= MOST_SHOWN) {
            return answer;
        }
        int end = MOST_SHOWN;
        // Not within a character: those that follow its first byte look like this.
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    private static SchemaViolation event(Violation violation) {
        return new SchemaViolation(violation.path(), violation.message());
    }

    private static Judgement unfit(String detail) {
        return new Judgement.Unfit(new Failure.MalformedReply(detail));
    }
}
