package dev.atelier.ingest.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.kafka.DeadLetters;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where a dead letter may be put back: on the topic that it came from, if that is ours and a newer record cannot suffer. */
final class Targets {
    private final Topics topics;
    private final Function<String, Optional<Integer>> partitions;

    /** {@code partitions} tells how many a topic has; empty when there is no such topic. */
    Targets(Topics topics, Function<String, Optional<Integer>> partitions) {
        this.topics = requireNonNull(topics);
        this.partitions = requireNonNull(partitions);
    }

    /** Where to, or why not. */
    sealed interface Target {
        /** As it was, with a header that says where it comes from. */
        record Back(ProducerRecord<byte[], byte[]> record) implements Target {}

        /** It cannot be put back; {@code reason} is one sentence. */
        record Nowhere(String reason) implements Target {}
    }

    Target of(DeadLetter letter) {
        if (letter.source().isEmpty()) {
            return new Target.Nowhere("Its headers do not say where it came from.");
        }
        var source = letter.source().get();
        Optional<Target> refused = refusal(source.topic());
        if (refused.isPresent()) {
            return refused.get();
        }
        return partitions
                .apply(source.topic())
                .<Target>map(count -> new Target.Back(record(letter, source, count)))
                .orElseGet(() -> new Target.Nowhere("The topic %s does not exist.".formatted(source.topic())));
    }

    private Optional<Target> refusal(String name) {
        Optional<Topic<?, ?>> topic = topics.find(name);
        if (topic.isEmpty() || own().contains(name)) {
            return Optional.of(new Target.Nowhere("%s is none of the topics that work is put on.".formatted(name)));
        }
        if ("compact".equals(topic.get().config().get("cleanup.policy"))) {
            return Optional.of(new Target.Nowhere(
                    "%s keeps the newest record of each key, which an old one would replace: define it anew instead."
                            .formatted(name)));
        }
        return Optional.empty();
    }

    /** What this package writes itself. */
    private Set<String> own() {
        return Set.of(Topics.DEAD_LETTERS, topics.redrives().name());
    }

    /** On the same partition while there is one; the key would choose no other. */
    private static ProducerRecord<byte[], byte[]> record(DeadLetter letter, DeadLetter.Source source, int count) {
        var record = new ProducerRecord<>(
                source.topic(),
                source.partition() < count ? source.partition() : null,
                letter.key().orElse(null),
                letter.value().orElse(null));
        letter.headers().forEach(record.headers()::add);
        record.headers().add(DeadLetters.REDRIVEN_FROM, letter.id().toString().getBytes(UTF_8));
        return record;
    }
}
