package dev.atelier.cli.watch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import java.time.Duration;

/** Waits for something by asking for it, soon at first and then less often, and shows how far it is. */
public final class Watch<T> {
    /** For whoever waits until it is over. */
    public static final Duration FOR_EVER = Duration.ofDays(365);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** A server that is started again is back within this. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Subject<T> subject;
    private final Surroundings surroundings;
    private final Duration timeout;
    private final ProgressLine line;

    /** What is waited for. */
    public interface Subject<T> {
        /** As it stands, by the server. */
        T ask();

        boolean isOver(T now);

        /** How far it is, in a few words. */
        String describe(T now);

        /** Such as: The batch is running. */
        String standing(T now);

        /** How to hear of it later. */
        String goesOn();
    }

    public Watch(Subject<T> subject, Surroundings surroundings, Duration timeout) {
        this.subject = subject;
        this.surroundings = surroundings;
        this.timeout = timeout;
        this.line = new ProgressLine(surroundings.terminal());
    }

    /** Returns it once it is over; it stood as {@code first} says. */
    public T untilOver(T first) {
        try {
            return poll(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.NOT_FINISHED, "The wait was interrupted; " + subject.goesOn(), e);
        } finally {
            line.end();
        }
    }

    private T poll(T first) throws InterruptedException {
        var started = surroundings.pace().nanoTime();
        var now = first;
        var pause = FIRST_PAUSE;
        line.show(subject.describe(now));
        while (!subject.isOver(now)) {
            if (surroundings.pace().nanoTime() - started > timeout.toNanos()) {
                throw new CommandFailure(
                        ExitCode.NOT_FINISHED,
                        "%s after %s; %s".formatted(subject.standing(now), timeout, subject.goesOn()));
            }
            surroundings.pace().sleep(pause);
            pause = longer(pause);
            now = ask();
            line.show(subject.describe(now));
        }
        return now;
    }

    /** Outlasts a restart of the server, which forgets nothing. */
    private T ask() throws InterruptedException {
        var lost = surroundings.pace().nanoTime();
        while (true) {
            try {
                return subject.ask();
            } catch (CommandFailure e) {
                if (e.exitCode() != ExitCode.UNREACHABLE) {
                    throw e;
                }
                if (surroundings.pace().nanoTime() - lost > PATIENCE.toNanos()) {
                    throw new CommandFailure(e.exitCode(), e.getMessage() + " Once it is back, " + subject.goesOn(), e);
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
}
