package dev.atelier.cli.whole;

import dev.atelier.event.GenerationStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * One API of a vendor that holds jobs: the first that comes in a round at the first point, the next at the next. Jobs go by
 * their prompts. Thread-safe.
 */
abstract class Dialect {
    private final List<Point> points;
    private final Map<String, HeldJob> jobs = new ConcurrentHashMap<>();
    private final Gate gate;
    private int turn;

    /** What has to come of a job whose worker was killed: its end, and how often the vendor has then taken it on. */
    record Ending(GenerationStatus status, int submits) {
        static Ending succeeded(int submits) {
            return new Ending(GenerationStatus.SUCCEEDED, submits);
        }

        static Ending failed(int submits) {
            return new Ending(GenerationStatus.FAILED, submits);
        }
    }

    Dialect(Gate gate, List<Point> points) {
        this.gate = gate;
        this.points = List.copyOf(points);
    }

    /** The provider that speaks it. */
    abstract String provider();

    /** The defaults of a target there, in YAML. */
    String defaults() {
        return "{}";
    }

    /** Whether the worker's reports name the vendor's id of a job at {@code point}. */
    abstract boolean namesIdAt(Point point);

    /** What has to come of a job whose worker was killed at {@code point}. */
    abstract Ending after(Point point);

    /** Answers {@code request} for {@code path}, which is below {@code root}. */
    abstract MockResponse answer(RecordedRequest request, String path, String root);

    /** Where jobs are held. */
    List<Point> points() {
        return points;
    }

    /** A new round begins. */
    synchronized void begin() {
        turn = 0;
    }

    /** Whether a job has come to each point of this round. */
    synchronized boolean isFull() {
        return turn == points.size();
    }

    /** The job with {@code prompt}. One that comes first when nothing is held any more was held by its worker. */
    synchronized HeldJob job(String prompt) {
        return jobs.computeIfAbsent(
                prompt,
                _ -> new HeldJob(gate.isShut() && turn < points.size() ? points.get(turn++) : Point.UNASKED, gate));
    }

    Map<String, HeldJob> jobs() {
        return Map.copyOf(jobs);
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    /** To whoever is gone. */
    static MockResponse nothing() {
        return json(503, "{}");
    }
}
