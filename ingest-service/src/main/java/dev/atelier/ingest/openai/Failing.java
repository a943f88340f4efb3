package dev.atelier.ingest.openai;

import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import java.io.IOException;

/** What goes wrong in a stream after it has begun is an event of it; before, it is answered like any other error. */
final class Failing {
    private Failing() {}

    /** What is told in a stream. */
    @FunctionalInterface
    interface Telling {
        void run() throws IOException, InterruptedException;
    }

    static void tell(JsonEvents events, Telling telling) throws IOException, InterruptedException {
        try {
            telling.run();
        } catch (ProblemException e) {
            if (!events.isOpen()) {
                throw e;
            }
            events.send("error", OpenAiError.of(e.problem()));
        } catch (RefusedException e) {
            if (!events.isOpen()) {
                throw e;
            }
            events.send("error", OpenAiError.of(Problem.of(e.refusal())));
        }
    }
}
