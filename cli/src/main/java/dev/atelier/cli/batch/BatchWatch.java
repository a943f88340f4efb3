package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Batch;
import dev.atelier.cli.generation.ProgressLine;
import java.time.Duration;

/** Waits for a batch by asking for it, as often as its counts change, and shows how far it is. */
final class BatchWatch {
    /** For whoever waits until it is over. */
    static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Duration PAUSE = Duration.ofMillis(250);
    /** A server that is started again is back within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ApiClient api;
    private final Surroundings surroundings;
    private final Duration timeout;
    private final ProgressLine line;

    BatchWatch(ApiClient api, Surroundings surroundings, Duration timeout) {
        this.api = api;
        this.surroundings = surroundings;
        this.timeout = timeout;
        this.line = new ProgressLine(surroundings.terminal());
    }

    /** Returns the batch once the round that {@code first} is in is over. */
    Batch untilFinal(Batch first) {
        try {
            return poll(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_FINISHED, "The wait was interrupted; " + goesOn(first), e);
        } finally {
            line.end();
        }
    }

    private Batch poll(Batch first) throws InterruptedException {
        var started = surroundings.pace().nanoTime();
        var batch = first;
        line.show(describe(batch));
        while (!batch.status().isFinal() || batch.round() < first.round()) {
            if (surroundings.pace().nanoTime() - started > timeout.toNanos()) {
                throw new CommandFailure(
                        ExitCode.NOT_FINISHED,
                        "The batch is %s after %s; ".formatted(batch.statusWord(), timeout) + goesOn(first));
            }
            surroundings.pace().sleep(PAUSE);
            batch = ask(first);
            line.show(describe(batch));
        }
        return batch;
    }

    /** Outlasts a restart of the server, which forgets no batch. */
    private Batch ask(Batch first) throws InterruptedException {
        var lost = surroundings.pace().nanoTime();
        while (true) {
            try {
                return api.batch(first.id());
            } catch (CommandFailure e) {
                if (e.exitCode() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                if (surroundings.pace().nanoTime() - lost > PATIENCE.toNanos()) {
                    throw new CommandFailure(e.exitCode(), e.getMessage() + " Once it is back, " + goesOn(first), e);
                }
                line.show("waiting for the server");
                surroundings.pace().sleep(PAUSE);
            }
        }
    }

    private static String goesOn(Batch batch) {
        return "`atelier batch show %s` tells how it stands.".formatted(batch.id());
    }

    private static String describe(Batch batch) {
        var ends = batch.ends();
        return "%s, %d of %d ended%s"
                .formatted(batch.statusWord(), batch.ended(), batch.total(), ends.isEmpty() ? "" : ": " + ends);
    }
}
