package dev.atelier.dispatch;

import dev.atelier.dispatch.admission.Admission;
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
        admission(builder, topics, config);
        scheduling(builder, topics, config);
        return builder.build();
    }

    private static void admission(StreamsBuilder builder, Topics topics, DispatchConfig config) {
        KStream<String, Effect> effects = Wire.read(builder, topics.requests())
                .process(new Admission(config.duplicateWindow()), Named.as("admit"));
        writeCommon("admission", effects, topics);
    }

    private static void scheduling(StreamsBuilder builder, Topics topics, DispatchConfig config) {
        KStream<String, Signal> arrivals =
                Wire.read(builder, topics.admitted()).mapValues(Signal::arrived, Named.as("arrivals"));
        KStream<String, Signal> reports =
                Wire.read(builder, topics.reports()).mapValues(Signal::reported, Named.as("reports"));
        KStream<String, Effect> effects = arrivals.merge(reports, Named.as("signals"))
                .process(new Scheduling(topics.serdes(), config.retry()), Named.as("schedule"));
        writeCommon("scheduling", effects, topics);
        Wire.write(
                "scheduling",
                effects.flatMapValues(Effect::reminders, Named.as("scheduling-reminders")),
                topics.reports());
        writeJobs(effects.flatMapValues(Effect::jobs, Named.as("scheduling-jobs")), topics);
    }

    private static void writeCommon(String stage, KStream<String, Effect> effects, Topics topics) {
        Wire.write(stage, effects.flatMapValues(Effect::arrivals, Named.as(stage + "-admitted")), topics.admitted());
        Wire.write(stage, effects.flatMapValues(Effect::events, Named.as(stage + "-events")), topics.events());
        Wire.write(stage, effects.flatMapValues(Effect::outcomes, Named.as(stage + "-outcomes")), topics.outcomes());
    }

    private static void writeJobs(KStream<String, GenerationJob> jobs, Topics topics) {
        Topic<String, GenerationJob> any = topics.jobs("any");
        jobs.to(new JobTopic(topics), Produced.with(any.keys(), any.values()).withName("scheduling-write-jobs"));
    }
}
