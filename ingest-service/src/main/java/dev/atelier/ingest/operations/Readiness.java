package dev.atelier.ingest.operations;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each part that the service needs whether it answers. Shared between callers for a second. Thread-safe. */
public final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Map<String, Part> parts;
    private final Executor executor;
    private final InstantSource clock;
    private @Nullable Report last;

    /** A part of what the service needs. */
    @FunctionalInterface
    public interface Part {
        /** Returns when it answers, throws when it does not. */
        void check() throws Exception;
    }

    /** Which parts answered, and when that was. */
    record Report(Map<String, Boolean> parts, Instant at) {
        boolean isReady() {
            return parts.values().stream().allMatch(Boolean::booleanValue);
        }
    }

    public Readiness(Map<String, Part> parts, Executor executor, InstantSource clock) {
        this.parts = Map.copyOf(parts);
        this.executor = requireNonNull(executor);
        this.clock = requireNonNull(clock);
    }

    /** How things stand. One caller asks, the others wait for its answer. */
    synchronized Report report() {
        Instant now = clock.instant();
        if (last == null || last.at().plus(KEPT).isBefore(now)) {
            last = new Report(ask(), now);
        }
        return last;
    }

    private Map<String, Boolean> ask() {
        Map<String, CompletableFuture<Boolean>> answers = new TreeMap<>();
        parts.forEach((name, part) -> answers.put(
                name,
                CompletableFuture.supplyAsync(() -> answers(name, part), executor)
                        .completeOnTimeout(false, BOUND.toNanos(), TimeUnit.NANOSECONDS)));
        Map<String, Boolean> report = new TreeMap<>();
        answers.forEach((name, answer) -> report.put(name, answer.join()));
        return report;
    }

    private static boolean answers(String name, Part part) {
        try {
            part.check();
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            LOG.atWarn().addKeyValue("part", name).log("A part does not answer: {}", String.valueOf(e.getMessage()));
            return false;
        }
    }
}
