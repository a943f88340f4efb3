package dev.atelier.ingest.openai;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.dialect.JsonEvents;
import dev.atelier.ingest.dialect.Unsuccessful;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.IdempotencyKey;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.openai.OpenCalls.Call;
import dev.atelier.ingest.openai.OpenCalls.Wish;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Has questions answered in words. Thread-safe. */
final class Words {
    private final UseCases useCases;
    private final OpenCalls calls = new OpenCalls();

    Words(UseCases useCases) {
        this.useCases = requireNonNull(useCases);
    }

    /** An answer, and the words of it. */
    record Answered(Generation generation, String text) {}

    /** Asks {@code question} of model {@code name}, or of the project's default. Whoever asks closes the call. */
    Call ask(Context context, Optional<String> name, Question question) throws InterruptedException {
        var caller = Authentication.caller(context);
        var model = useCases.models().resolve(caller, name);
        var wish = new Wish(caller, question.to(model), 1);
        return calls.call(
                wish,
                OpenCalls.isRepeated(context),
                () -> List.of(useCases.submit()
                        .submit(caller, wish.wanted(), IdempotencyKey.of(context))
                        .generation()));
    }

    /** The answer, once it is there; refused when there will be none. */
    Answered answer(Context context, Call asked) throws IOException, InterruptedException {
        return answered(useCases.waiting().finished(context, Authentication.caller(context), asked.begun()));
    }

    /** The same, for a client that reads {@code events} meanwhile. */
    Answered answer(Context context, JsonEvents events, Call asked) throws IOException, InterruptedException {
        return answered(useCases.waiting().finished(events, Authentication.caller(context), asked.begun()));
    }

    private Answered answered(List<Generation> finished) throws IOException {
        Generation generation = finished.getFirst();
        if (generation.status() != Status.SUCCEEDED) {
            throw new ProblemException(Unsuccessful.problem(generation));
        }
        return new Answered(generation, useCases.products().text(generation));
    }
}
