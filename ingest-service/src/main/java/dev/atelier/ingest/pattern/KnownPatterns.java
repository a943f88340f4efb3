package dev.atelier.ingest.pattern;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PatternDeleted;
import dev.atelier.event.PatternPublished;
import dev.atelier.event.PatternRecord;
import dev.atelier.event.PatternSwitched;
import dev.atelier.event.PatternVersion;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.kafka.TopicTail.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The patterns there are, as the log told. Whoever reads the log gets the same versions under the same numbers, before and
 * after a compaction: no version's key is written twice, and what may change has a key of its own. Thread-safe.
 */
public final class KnownPatterns implements AutoCloseable {
    private final Map<String, Pattern> byId = new ConcurrentHashMap<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Optional<TopicTail<String, PatternRecord>> tail;

    /** Patterns that are told by {@link #accept} alone. */
    KnownPatterns() {
        tail = Optional.empty();
    }

    /** The patterns on the log. */
    public KnownPatterns(KafkaClients kafka) {
        tail = Optional.of(new TopicTail<>(kafka, kafka.topics().patterns(), Start.EARLIEST, this::accept));
    }

    /** Pattern {@code id}, if it is the project's. */
    Optional<Pattern> find(String project, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(pattern -> pattern.project().equals(project));
    }

    /** All of a project's, in no order. */
    List<Pattern> of(String project) {
        return byId.values().stream()
                .filter(pattern -> pattern.project().equals(project))
                .toList();
    }

    /** Waits until everything that was said of patterns before this call is known here. */
    public void awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        if (tail.isPresent()) {
            tail.get().awaitEnd(timeout);
        }
    }

    /** Called on one thread at a time, in the order of the log. Null stands for what a deleted pattern leaves behind. */
    void accept(String key, @Nullable PatternRecord record) {
        requireNonNull(key);
        if (record == null || deleted.contains(record.getPatternId())) {
            return;
        }
        byId.compute(record.getPatternId(), (_, known) -> {
            boolean foreign = known != null && !known.project().equals(record.getProject());
            return foreign ? known : after(known, PatternKeys.saveId(key), record);
        });
    }

    private @Nullable Pattern after(@Nullable Pattern known, String saveId, PatternRecord record) {
        return switch (record.getSaying()) {
            case PatternVersion version ->
                known == null ? Pattern.first(saveId, record, version) : known.saved(saveId, record, version);
            case PatternPublished said -> known == null ? null : known.published(record, said);
            case PatternSwitched said -> known == null ? null : known.switched(record, said);
            case PatternDeleted _ -> {
                deleted.add(record.getPatternId());
                yield null;
            }
            // What a newer version of this program says of it.
            default -> known;
        };
    }

    @Override
    public void close() {
        tail.ifPresent(TopicTail::close);
    }
}
