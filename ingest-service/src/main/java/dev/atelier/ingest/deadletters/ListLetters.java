package dev.atelier.ingest.deadletters;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.deadletters.DeadLetterLog.Reading;
import dev.atelier.ingest.deadletters.DeadLetterLog.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists dead letters, the newest of a partition first; the catalogue's topic has one. A page that asks for what is rare
 * ends after so many looked at, so it may hold fewer than asked for and yet have a next. Thread-safe.
 */
final class ListLetters {
    /** Most on one page. */
    static final int MOST = 200;
    /** As many as a page has unasked. */
    static final int USUAL = 50;

    private static final int WINDOW = 500;
    private static final int MOST_WINDOWS = 40;

    private final DeadLetterLog log;

    ListLetters(DeadLetterLog log) {
        this.log = requireNonNull(log);
    }

    /**
     * What is asked for.
     *
     * @param more   what a letter has to be beside what the filter says
     * @param before where the page before ended
     */
    record Query(LetterFilter filter, Predicate<DeadLetter> more, Optional<LetterId> before, int limit) {}

    /**
     * A part of the list.
     *
     * @param next where the next part begins; empty on the last
     */
    record Page<R>(List<R> rows, Optional<LetterId> next) {}

    private record Row<R>(LetterId id, R shown) {}

    /** A page of what {@code query} asks for, each letter as {@code show} shows it: none is kept whole. */
    <R> Page<R> list(Query query, Function<DeadLetter, R> show) {
        try (var reading = log.open()) {
            List<Row<R>> rows = new ArrayList<>();
            var windows = windows(spans(reading, query)).iterator();
            for (int looked = 0; windows.hasNext() && rows.size() <= query.limit(); looked++) {
                Span window = windows.next();
                if (looked == MOST_WINDOWS) {
                    return new Page<>(shown(rows), Optional.of(new LetterId(window.partition(), window.to())));
                }
                rows.addAll(newestFirst(reading, window, query, show));
            }
            return page(rows, query.limit());
        }
    }

    private static <R> Page<R> page(List<Row<R>> rows, int limit) {
        if (rows.size() <= limit) {
            return new Page<>(shown(rows), Optional.empty());
        }
        List<Row<R>> page = rows.subList(0, limit);
        return new Page<>(shown(page), Optional.of(page.getLast().id()));
    }

    /** The newest of each first. */
    private static Stream<Span> windows(List<Span> spans) {
        return spans.stream()
                .flatMap(span -> Stream.iterate(
                        span.last(WINDOW),
                        window -> !window.isEmpty(),
                        window -> span.before(window.from()).last(WINDOW)));
    }

    private static List<Span> spans(Reading reading, Query query) {
        List<Span> all = reading.since(query.filter().since());
        return query.before().map(before -> after(all, before)).orElse(all);
    }

    /** What a page that ended at {@code before} has not shown. */
    private static List<Span> after(List<Span> all, LetterId before) {
        return all.stream()
                .filter(span -> span.partition() >= before.partition())
                .map(span -> span.partition() == before.partition() ? span.before(before.offset()) : span)
                .toList();
    }

    private static <R> List<Row<R>> newestFirst(
            Reading reading, Span window, Query query, Function<DeadLetter, R> show) {
        return reading.read(window).reversed().stream()
                .filter(letter -> query.filter().matches(letter) && query.more().test(letter))
                .map(letter -> new Row<>(letter.id(), show.apply(letter)))
                .toList();
    }

    private static <R> List<R> shown(List<Row<R>> rows) {
        return rows.stream().map(Row::shown).toList();
    }
}
