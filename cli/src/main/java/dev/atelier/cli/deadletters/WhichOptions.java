package dev.atelier.cli.deadletters;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which dead letters. Shared by {@code dlq list} and {@code dlq redrive}. */
final class WhichOptions {
    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that come from this topic.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--cause",
            paramLabel = "TEXT",
            description = "Only those whose exception or message holds this text.")
    private Optional<String> cause = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentReader.class,
            description = "Only those put aside at or after this time: 2026-01-31T12:00:00Z, or 2h for two hours ago.")
    private Optional<Instant> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = MomentReader.class,
            description = "Only those put aside before this time.")
    private Optional<Instant> until = Optional.empty();

    /** By the API's names. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        topic.ifPresent(value -> given.put("topic", value));
        cause.ifPresent(value -> given.put("cause", value));
        since.ifPresent(value -> given.put("since", value.toString()));
        until.ifPresent(value -> given.put("until", value.toString()));
        return given;
    }
}
