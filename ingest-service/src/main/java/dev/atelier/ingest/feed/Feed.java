package dev.atelier.ingest.feed;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.Coordinates;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands what this instance reads of the log to all who watch: each record is read once, however many they are. Whoever
 * was away is told what was missed, from memory or from the log. Thread-safe.
 */
public final class Feed implements AutoCloseable {
    /** Most who watch at once on one instance. */
    private static final int MOST_WATCHERS = 20_000;
    /** Most that waits for one watcher. */
    private static final int MOST_WAITING = 256;
    /** Room for the latest news of one partition, in bytes. */
    private static final long MEMORY = 2 << 20;
    /** How many generations are known to be over, so that a step that is read late is not told after the final word. */
    private static final int ENDED = 20_000;

    private final LogReader log;
    private final int mostWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Memory memory;
    private final Map<Subject, Set<Inbox>> inboxes = new HashMap<>();
    private final SequencedSet<Subject> ended = new LinkedHashSet<>();
    private int watchers;
    private boolean closed;

    /** A feed whose memory begins now; for what was before it looks at the log. */
    public Feed(KafkaClients kafka) {
        this(new KafkaLogReader(kafka), MEMORY, MOST_WAITING);
    }

    /** One that remembers {@code mostOfEach} bytes of each partition, with inboxes for {@code mostWaiting}. */
    Feed(LogReader log, long mostOfEach, int mostWaiting) {
        this.log = requireNonNull(log);
        this.memory = new Memory(mostOfEach);
        this.mostWaiting = mostWaiting;
    }

    /**
     * What a tail of {@code source} hands its records to.
     *
     * @param first  takes each record before watchers are told of it
     * @param reader what is news in it, if anything
     */
    public <V> TopicTail.Follower<String, V> following(
            Source source, Consumer<V> first, Function<V, Optional<News>> reader) {
        requireNonNull(first);
        return new TopicTail.Follower<>() {
            @Override
            public void accept(Coordinates where, String key, @Nullable V value) {
                if (value != null) {
                    first.accept(value);
                    var part = new Part(source, where.partition());
                    reader.apply(value).ifPresent(news -> publish(new Entry(part, where.offset(), where.at(), news)));
                }
            }

            @Override
            public void reached(int partition, long next) {
                Feed.this.reached(new Part(source, partition), next);
            }
        };
    }

    void reached(Part part, long next) {
        lock.lock();
        try {
            memory.reached(part, next);
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void publish(Entry entry) {
        lock.lock();
        try {
            if (isNew(entry.news())) {
                memory.add(entry.withoutPreview());
                watching(entry.news()).forEach(inbox -> inbox.offer(entry));
            }
            // Said last: whoever finds its inbox empty has been told all until there.
            reached(entry.part(), entry.offset() + 1);
        } finally {
            lock.unlock();
        }
    }

    /** Steps and final words come over different topics, so a step may be read after the end; and an end is told once. */
    private boolean isNew(News news) {
        return switch (news) {
            case News.OfBatch _ -> true;
            case News.OfGeneration of -> of.type().isFinal() ? end(of.subject()) : !ended.contains(of.subject());
        };
    }

    private boolean end(Subject subject) {
        if (ended.size() >= ENDED) {
            ended.removeFirst();
        }
        return ended.add(subject);
    }

    private Stream<Inbox> watching(News news) {
        return Stream.of(news.subject(), new Subject.OfProject(news.subject().project()))
                .map(inboxes::get)
                .flatMap(Stream::ofNullable)
                .flatMap(Set::stream);
    }

    /** Begins to watch; empty when the feed is closed or too many do. The caller closes the inbox. */
    public Optional<Inbox> open(Interest interest) {
        lock.lock();
        try {
            if (closed || watchers >= MOST_WATCHERS) {
                return Optional.empty();
            }
            var beginning = memory.beginning(interest.subject());
            var inbox = new Inbox(interest, beginning, mostWaiting, memory::now, this::forget);
            inboxes.computeIfAbsent(interest.subject(), _ -> new HashSet<>()).add(inbox);
            watchers++;
            return Optional.of(inbox);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Inbox inbox) {
        lock.lock();
        try {
            inboxes.computeIfPresent(inbox.interest().subject(), (_, all) -> {
                watchers -= all.remove(inbox) ? 1 : 0;
                return all.isEmpty() ? null : all;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that lies before {@code position} is read here, as another instance may be ahead, or the time is up. */
    public void awaitReached(Position position, Duration bound) throws InterruptedException {
        long nanos = bound.toNanos();
        lock.lockInterruptibly();
        try {
            while (!memory.hasReached(position) && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the watcher with {@code inbox} would have been told from {@code since} until the inbox was opened, oldest first; empty
     * when that cannot be told any more.
     */
    public Optional<List<Told>> missed(Inbox inbox, Position since) throws InterruptedException {
        var way = new Resumption(since, inbox.opened());
        if (!way.isForward()) {
            return Optional.empty();
        }
        Interest interest = inbox.interest();
        Optional<List<Entry>> remembered = remembered(way);
        Optional<List<Entry>> all = remembered.isPresent() ? remembered : log.read(way.ranges(), interest::wants);
        return all.map(entries -> way.told(entries, interest));
    }

    private Optional<List<Entry>> remembered(Resumption way) {
        lock.lock();
        try {
            return memory.between(way.since(), way.until());
        } finally {
            lock.unlock();
        }
    }

    /** Ends all watching, at once. */
    @Override
    public void close() {
        ends().forEach(Inbox::close);
    }

    private List<Inbox> ends() {
        lock.lock();
        try {
            closed = true;
            return inboxes.values().stream().flatMap(Set::stream).toList();
        } finally {
            lock.unlock();
        }
    }
}
