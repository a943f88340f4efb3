package dev.atelier.dispatch.scheduling;

import dev.atelier.dispatch.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What happens in one world, from its beginning until nothing is left to do. */
record History(Setting setting, List<Operation> operations) {
    /** The promise it breaks, if it breaks one. */
    Optional<BrokenPromise> play() {
        return play(_ -> {});
    }

    /** A history that breaks the same promise, and none of whose steps can be left out. */
    History smallest() {
        String promise = play().map(BrokenPromise::promise).orElseThrow();
        History smallest = this;
        for (int length = operations.size() / 2; length > 0; length /= 2) {
            for (var next = smallest.without(length, promise);
                    next.isPresent();
                    next = smallest.without(length, promise)) {
                smallest = next.get();
            }
        }
        return smallest;
    }

    /** What is done and what scheduling makes of it, for people to read. */
    String told() {
        List<String> lines = new ArrayList<>(List.of(setting.toString()));
        play(what -> lines.add(what instanceof Effect effect ? "      -> " + inShort(effect) : "  " + what))
                .ifPresent(broken -> lines.add("  !! " + broken.getMessage()));
        return String.join("\n", lines);
    }

    private Optional<BrokenPromise> play(Consumer<Object> journal) {
        var world = new World(setting, journal);
        try {
            operations.forEach(operation -> {
                journal.accept(operation);
                world.apply(operation);
            });
            journal.accept("all goes well from here on");
            world.settle();
            return Optional.empty();
        } catch (BrokenPromise broken) {
            return Optional.of(broken);
        } catch (RuntimeException e) {
            return Optional.of(BrokenPromise.by(e));
        }
    }

    private static String inShort(Effect effect) {
        return switch (effect) {
            case Effect.Dispatch(var job) ->
                "dispatch %s to %s, attempt %d, %s"
                        .formatted(
                                job.getGenerationId(),
                                job.getAccount(),
                                job.getAttempt(),
                                job.getProviderRequestId()
                                        .map("ask for "::concat)
                                        .orElse("begin"));
            case Effect.Tell(var event) ->
                "tell %s %s, attempt %d".formatted(event.getGenerationId(), event.getKind(), event.getAttempt());
            case Effect.Finish(var outcome) ->
                "finish %s %s".formatted(outcome.getRequest().getGenerationId(), outcome.getStatus());
            case Effect.Remind(var reminder) ->
                "remind of %s, attempt %d".formatted(reminder.getGenerationId(), reminder.getAttempt());
            case Effect.StopJob(var stop) -> "stop " + stop.getGenerationId();
            case Effect.Judge(var health) ->
                "judge %s %s until %s".formatted(health.getAccount(), health.getState(), health.getUntil());
            case Effect.Show(var line) -> "show the line of " + line.getAccount();
            case Effect.Return _, Effect.Order _, Effect.Book _, Effect.Inform _ -> effect.toString();
        };
    }

    private Optional<History> without(int length, String promise) {
        return IntStream.rangeClosed(0, operations.size() - length)
                .mapToObj(from -> new History(setting, cut(from, length)))
                .filter(shorter -> shorter.play()
                        .filter(it -> it.promise().equals(promise))
                        .isPresent())
                .findFirst();
    }

    private List<Operation> cut(int from, int length) {
        List<Operation> fewer = new ArrayList<>(operations);
        fewer.subList(from, from + length).clear();
        return fewer;
    }
}
