package dev.atelier.dispatch;

import dev.atelier.dispatch.admission.Admission;
import dev.atelier.dispatch.admission.Petition;
import dev.atelier.dispatch.scheduling.Scheduling;
import dev.atelier.dispatch.scheduling.Signal;
import dev.atelier.event.GenerationJob;
import dev.atelier.schemas.Topic;
import dev.atelier.schemas.Topics;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Requests in; jobs, events and outcomes out. Admission runs by project, so that each project's identity has one writer;
 * scheduling runs by provider, so that all limits at a provider have one (docs/adr/0002-schedule-in-two-stages.md). Creates no
 * client, clock or thread.
 */
public final class DispatchTopology {
    private DispatchTopology() {}

    public static Topology build(StreamsBuilder builder, Topics topics, DispatchConfig config) {
        Wire.table(builder, topics.projects(), Tables.PROJECTS);
        Wire.table(builder, topics.models(), Tables.MODELS);
        Wire.table(builder, topics.accounts(), Tables.ACCOUNTS);
        Wire.table(builder, topics.accountHealth(), Tables.HEALTH);
        Wire.table(builder, topics.apiKeys(), Tables.API_KEYS);
        Wire.table(builder, topics.styles(), Tables.STYLES);
        Wire.table(builder, topics.pauses(), Tables.PAUSES);
        Wire.table(builder, topics.workers(), Tables.WORKERS);
        admission(builder, topics, config);
        scheduling(builder, topics, config);
        return builder.build();
    }

    private static void admission(StreamsBuilder builder, Topics topics, DispatchConfig config) {
        KStream<String, Petition> requests =
                Wire.read(builder, topics.requests()).mapValues(Petition::requested, Named.as("requests"));
        KStream<String, Petition> cancellations =
                Wire.read(builder, topics.cancellations()).mapValues(Petition::canceled, Named.as("cancellations"));
        KStream<String, Petition> moves =
                Wire.read(builder, topics.moves()).mapValues(Petition::moved, Named.as("moves"));
        KStream<String, Petition> returned =
                Wire.read(builder, topics.returned()).mapValues(Petition::returned, Named.as("returned"));
        KStream<String, Petition> batches =
                Wire.read(builder, topics.batches()).mapValues(Petition::batched, Named.as("batch-orders"));
        KStream<String, Effect> effects = requests.merge(cancellations, Named.as("requests-and-cancellations"))
                .merge(batches, Named.as("what-is-asked"))
                .merge(moves, Named.as("wishes"))
                .merge(returned, Named.as("petitions"))
                .process(new Admission(topics.serdes(), config.duplicateWindow()), Named.as("admit"));
        Wire.write(
                "admission",
                Wire.only("admission", effects, Effect.Order.class, Effect.Order::record),
                topics.admitted());
        Wire.write(
                "admission", Wire.only("admission", effects, Effect.Tell.class, Effect.Tell::record), topics.events());
        Wire.write(
                "admission", Wire.only("admission", effects, Effect.Book.class, Effect.Book::record), topics.usage());
        Wire.write(
                "admission",
                Wire.only("admission", effects, Effect.Inform.class, Effect.Inform::record),
                topics.batchStatus());
        Wire.write(
                "admission",
                Wire.only("admission", effects, Effect.Finish.class, Effect.Finish::record),
                topics.outcomes());
    }

    private static void scheduling(StreamsBuilder builder, Topics topics, DispatchConfig config) {
        KStream<String, Signal> orders =
                Wire.read(builder, topics.admitted()).mapValues(Signal::ordered, Named.as("orders"));
        KStream<String, Signal> reports =
                Wire.read(builder, topics.reports()).mapValues(Signal::reported, Named.as("reports"));
        KStream<String, Signal> purges =
                Wire.read(builder, topics.purges()).mapValues(Signal::purged, Named.as("purges"));
        KStream<String, Effect> effects = orders.merge(reports, Named.as("orders-and-reports"))
                .merge(purges, Named.as("signals"))
                .process(
                        new Scheduling(topics.serdes(), config.retry(), config.commitInterval()), Named.as("schedule"));
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.Return.class, Effect.Return::record),
                topics.returned());
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.Tell.class, Effect.Tell::record),
                topics.events());
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.Finish.class, Effect.Finish::record),
                topics.outcomes());
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.Remind.class, Effect.Remind::record),
                topics.reports());
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.StopJob.class, Effect.StopJob::record),
                topics.jobCancellations());
        Wire.write(
                "scheduling",
                Wire.only("scheduling", effects, Effect.Judge.class, Effect.Judge::record),
                topics.accountHealth());
        Wire.write(
                "scheduling", Wire.only("scheduling", effects, Effect.Show.class, Effect.Show::record), topics.lines());
        Topic<String, GenerationJob> jobs = topics.jobs("any");
        Wire.only("scheduling", effects, Effect.Dispatch.class, Effect.Dispatch::record)
                .to(
                        new JobTopic(topics),
                        Produced.with(jobs.keys(), jobs.values()).withName("scheduling-write-jobs"));
    }
}
