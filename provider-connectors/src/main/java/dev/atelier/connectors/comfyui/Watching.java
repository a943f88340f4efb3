package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.Messages;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for runs. The history has the last word; the WebSocket says when it is worth asking, and how far a run is. It is
 * opened before the history is asked, so that no end is missed in between, and where it cannot be opened, the history is
 * asked now and then.
 */
final class Watching {
    /** Longest time with one WebSocket, after which whoever waits is heard from. */
    private static final Duration SITTING = Duration.ofSeconds(20);
    /** Between the news of an end and its place in the history. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private static final Duration AT_ONCE = Duration.ofMillis(5);
    private static final Duration SOON = Duration.ofMillis(500);

    private final VendorApi api;
    private final Queue queue;
    private final History history;

    Watching(VendorApi api, Queue queue) {
        this.api = api;
        this.queue = queue;
        history = new History(api);
    }

    /** How the run {@code id} ended; pending when it is still at it after a while. */
    Submission until(Job job, String id, Progress progress) throws InterruptedException {
        var opened = api.listen(job.account(), "/ws?clientId=" + RunIds.client(job));
        if (opened.isEmpty()) {
            return look(job, id).orElseGet(() -> new Submission.Pending(id, SOON));
        }
        try (var messages = opened.get()) {
            var now = look(job, id);
            if (now.isPresent()) {
                return now.get();
            }
            boolean ended = listen(messages, new News(job, id, progress));
            return look(job, id).orElseGet(() -> new Submission.Pending(id, ended ? SOON : AT_ONCE));
        }
    }

    /** Passes on what is said until the run has ended, the time is up, or nobody speaks any more, which is an end as well. */
    private static boolean listen(Messages messages, News news) throws InterruptedException {
        long end = System.nanoTime() + SITTING.toNanos();
        boolean ending = false;
        while (System.nanoTime() < end) {
            var message = messages.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            if (message.isEmpty()) {
                return messages.ended();
            }
            switch (news.read(message.get())) {
                case GOES_ON -> {}
                case IS_ENDING -> {
                    end = ending ? end : System.nanoTime() + MOMENT.toNanos();
                    ending = true;
                }
                case HAS_ENDED -> {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last word on the run; none while it waits or goes on. */
    private Optional<Submission> look(Job job, String id) throws InterruptedException {
        return switch (api.ask(job.account(), Queue.history(id))) {
            case Heard.Nothing(var failure) -> failed(failure);
            case Answer answer when !answer.isSuccess() -> failed(ComfyUiErrors.ofQuestion(answer, job));
            case Answer answer
            when answer.json().has(id) ->
                Optional.of(history.read(job, answer.json().path(id)));
            case Answer answer
            when !answer.json().isObject() ->
                failed(new Failure.MalformedReply("comfyui answered with something that is no history."));
            case Answer _ ->
                switch (queue.find(job, id)) {
                    case Queue.Found _ -> Optional.empty();
                    case Queue.Silent(var failure) -> failed(failure);
                    // It neither runs nor will, so another run is the only one.
                    case Queue.Unknown _ ->
                        failed(new Failure.Unavailable("comfyui does not know the run, as after a restart."));
                };
        };
    }

    private static Optional<Submission> failed(Failure failure) {
        return Optional.of(new Submission.Failed(failure));
    }
}
