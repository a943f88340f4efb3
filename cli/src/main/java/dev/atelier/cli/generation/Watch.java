package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Generation;
import java.time.Duration;
import java.util.Locale;

/** Waits for a generation by asking for it, soon at first and then less often, and shows how far it is. */
final class Watch {
    /** For whoever waits until it is finished. */
    static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** A server that is started again is back within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiClient api;
    private final Surroundings surroundings;
    private final Duration timeout;
    private final ProgressLine line;

    Watch(ApiClient api, Surroundings surroundings, Duration timeout) {
        this.api = api;
        this.surroundings = surroundings;
        this.timeout = timeout;
        this.line = new ProgressLine(surroundings.terminal());
    }

    /** Returns the finished generation. */
    Generation untilFinal(Generation first) {
        try {
            return poll(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_FINISHED, "The wait was interrupted; " + goesOn(first), e);
        } finally {
            line.end();
        }
    }

    private Generation poll(Generation first) throws InterruptedException {
        var started = surroundings.pace().nanoTime();
        var generation = first;
        var pause = FIRST_PAUSE;
        line.show(describe(generation));
        while (!generation.status().isFinal()) {
            if (surroundings.pace().nanoTime() - started > timeout.toNanos()) {
                throw new CommandFailure(
                        ExitCode.NOT_FINISHED,
                        "The generation is %s after %s; ".formatted(generation.statusWord(), timeout) + goesOn(first));
            }
            surroundings.pace().sleep(pause);
            pause = longer(pause);
            generation = ask(first);
            line.show(describe(generation));
        }
        return generation;
    }

    /** Outlasts a restart of the server, which forgets no generation. */
    private Generation ask(Generation first) throws InterruptedException {
        var lost = surroundings.pace().nanoTime();
        while (true) {
            try {
                return api.get(first.id());
            } catch (CommandFailure e) {
                if (e.exitCode() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                if (surroundings.pace().nanoTime() - lost > PATIENCE.toNanos()) {
                    throw new CommandFailure(e.exitCode(), e.getMessage() + " Once it is back, " + goesOn(first), e);
                }
                line.show("waiting for the server");
                surroundings.pace().sleep(LONGEST_PAUSE);
            }
        }
    }

    private static Duration longer(Duration pause) {
        var next = pause.multipliedBy(5).dividedBy(4);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private static String goesOn(Generation generation) {
        return "`atelier resume %s` picks it up.".formatted(generation.id());
    }

    private static String describe(Generation generation) {
        var progress = generation.progress();
        return switch (generation.status()) {
            case RUNNING ->
                progress.isPresent()
                        ? String.format(Locale.ROOT, "running %.0f%%", progress.getAsDouble() * 100)
                        : "running";
            case SUCCEEDED -> "stored";
            case QUEUED, CANCELING, FAILED, CANCELED, EXPIRED, REJECTED, OTHER -> generation.statusWord();
        };
    }
}
