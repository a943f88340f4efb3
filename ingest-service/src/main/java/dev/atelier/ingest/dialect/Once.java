package dev.atelier.ingest.dialect;

import com.datastax.oss.driver.api.core.DriverException;
import dev.atelier.ingest.generation.Refusal.Unavailable;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.store.Generation;
import dev.atelier.platform.objects.ObjectStoreException;
import java.io.IOException;

/**
 * For clients that send a call again, without any key, when they are told that a server is unavailable: what may have been
 * accepted would be made, and paid for, twice. They are told of an error that they leave at that.
 */
public final class Once {
    private Once() {}

    /** What a call does. */
    @FunctionalInterface
    public interface Step<T> {
        T take() throws IOException, InterruptedException;
    }

    /** Submits; whether that came about may stay unknown. */
    public static <T> T submit(Step<T> step) throws IOException, InterruptedException {
        try {
            return step.take();
        } catch (RefusedException e) {
            if (e.refusal() instanceof Unavailable unavailable) {
                throw new ProblemException(Problem.of(500, "uncertain", unavailable.message()), e);
            }
            throw e;
        }
    }

    /** Goes on after {@code begun} was accepted. */
    public static <T> T begun(Generation begun, Step<T> step) throws IOException, InterruptedException {
        try {
            return step.take();
        } catch (DriverException | ObjectStoreException e) {
            throw new ProblemException(lost(begun), e);
        } catch (RefusedException e) {
            throw e.refusal() instanceof Unavailable ? new ProblemException(lost(begun), e) : e;
        }
    }

    private static Problem lost(Generation begun) {
        return Problem.of(
                500,
                "unavailable",
                "What is needed to answer does not answer. The generation goes on, under id %s.".formatted(begun.id()));
    }
}
