package dev.atelier.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * The latest news of every partition, and how far each was handed out. Its feed guards it; {@link #now} alone may be asked by
 * anybody.
 */
final class Memory {
    private final long mostOfEach;
    private final ConcurrentSkipListMap<Part, History> histories = new ConcurrentSkipListMap<>();

    /** One that takes {@code mostOfEach} bytes for each partition, roughly. */
    Memory(long mostOfEach) {
        this.mostOfEach = mostOfEach;
    }

    void reached(Part part, long next) {
        histories.computeIfAbsent(part, _ -> new History(next, mostOfEach)).reached(next);
    }

    void add(Entry entry) {
        histories
                .computeIfAbsent(entry.part(), _ -> new History(entry.offset(), mostOfEach))
                .add(entry);
    }

    /** Where {@code position} would be by now, if its watcher had been told everything. */
    Position now(Position position) {
        return new Position(
                position.next().entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, part -> Math.max(part.getValue(), next(part.getKey())))),
                position.isOver());
    }

    /** Whether everything until {@code position} was handed out. */
    boolean hasReached(Position position) {
        return position.next().entrySet().stream().allMatch(part -> next(part.getKey()) >= part.getValue());
    }

    /** Where whoever begins to watch {@code subject} begins: now, in the partitions that news about it lie in. */
    Position beginning(Subject subject) {
        return new Position(parts(subject).collect(toMap(identity(), this::next)), false);
    }

    /** The news from {@code since} until {@code until}; empty when some of them are forgotten. */
    Optional<List<Entry>> between(Position since, Position until) {
        boolean covered = since.next().entrySet().stream()
                .allMatch(part -> history(part.getKey())
                        .filter(history -> history.covers(part.getValue()))
                        .isPresent());
        return covered
                ? Optional.of(since.next().entrySet().stream()
                        .flatMap(part -> history(part.getKey()).stream()
                                .flatMap(history -> history.since(part.getValue()).stream()))
                        .filter(entry -> entry.offset() < until.next(entry.part()))
                        .toList())
                : Optional.empty();
    }

    private Optional<History> history(Part part) {
        return Optional.ofNullable(histories.get(part));
    }

    private long next(Part part) {
        return history(part).map(History::next).orElse(0L);
    }

    private Stream<Part> parts(Subject subject) {
        return switch (subject) {
            case Subject.OfGeneration of -> ofProject(of.project());
            case Subject.OfBatch of -> Stream.of(part(Source.BATCHES, of.id()));
            // Batches are keyed by their own ids, so those of a project lie anywhere.
            case Subject.OfProject(var project) -> Stream.concat(ofProject(project), partsOf(Source.BATCHES));
        };
    }

    private Stream<Part> ofProject(String project) {
        return Stream.of(part(Source.EVENTS, project), part(Source.RESULTS, project));
    }

    private Stream<Part> partsOf(Source source) {
        return histories.keySet().stream().filter(part -> part.source() == source);
    }

    /** Where Kafka's producers put the records of {@code key}. */
    private Part part(Source source, String key) {
        int partitions = Math.toIntExact(Math.max(1, partsOf(source).count()));
        return new Part(source, Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions);
    }
}
