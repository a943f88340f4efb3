package dev.atelier.cli.whole;

import dev.atelier.event.GenerationJob;
import dev.atelier.event.GenerationResult;
import dev.atelier.event.JobReport;
import dev.atelier.event.JobReportKind;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What workers are sent, what they say, and what comes of it, from now on. By generation. Thread-safe. */
final class WorkerLog implements AutoCloseable {
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<JobReportKind>> said = new ConcurrentHashMap<>();
    private final Map<String, GenerationResult> results = new ConcurrentHashMap<>();
    private final List<TopicTail<?, ?>> tails = new ArrayList<>();

    WorkerLog(KafkaClients kafka, Collection<String> providers) {
        kafka.ensureTopics(providers);
        var topics = kafka.topics();
        providers.forEach(provider -> follow(kafka, topics.jobs(provider), this::sent));
        follow(kafka, topics.reports(), this::said);
        follow(kafka, topics.results(), this::ended);
    }

    private <V> void follow(KafkaClients kafka, Topic<String, V> topic, Consumer<V> listener) {
        tails.add(new TopicTail<>(kafka, topic, TopicTail.Start.LATEST, (_, value) -> {
            if (value != null) {
                listener.accept(value);
            }
        }));
    }

    private void sent(GenerationJob job) {
        sent.add(job.getGenerationId());
    }

    private void said(JobReport report) {
        said.computeIfAbsent(report.getGenerationId(), _ -> ConcurrentHashMap.newKeySet())
                .add(report.getKind());
    }

    private void ended(GenerationResult result) {
        results.put(result.getGenerationId(), result);
    }

    boolean wasSent(String generationId) {
        return sent.contains(generationId);
    }

    boolean says(String generationId, JobReportKind kind) {
        return said.getOrDefault(generationId, Set.of()).contains(kind);
    }

    Optional<GenerationResult> result(String generationId) {
        return Optional.ofNullable(results.get(generationId));
    }

    @Override
    public void close() {
        tails.forEach(TopicTail::close);
    }
}
