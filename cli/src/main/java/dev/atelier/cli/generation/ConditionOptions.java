package dev.atelier.cli.generation;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a generation is to be run. Shared by {@code generate} and {@code regenerate}. */
final class ConditionOptions {
    @Option(
            names = "--priority",
            paramLabel = "QUEUE",
            description = "Which queue to wait in: interactive, normal or batch. Default: normal.")
    private Optional<String> priority = Optional.empty();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = TimeReader.class,
            description = "After this the answer is worthless, and it expires; such as 90s, 5m or PT1H.")
    private Optional<Duration> deadline = Optional.empty();

    @Option(
            names = "--on-limit",
            paramLabel = "WHAT",
            description = "What to do when a limit is reached: queue or reject. Default: queue.")
    private Optional<String> onLimit = Optional.empty();

    void addTo(ObjectNode request) {
        priority.ifPresent(queue -> request.put("priority", queue));
        deadline.ifPresent(time -> request.put("deadline", time.toString()));
        onLimit.ifPresent(what -> request.put("onLimit", what));
    }
}
