package dev.atelier.dispatch;

import dev.atelier.event.GenerationJob;
import dev.atelier.schemas.Topics;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each provider has a job topic of its own. */
record JobTopic(Topics topics) implements TopicNameExtractor<String, GenerationJob> {
    @Override
    public String extract(String account, GenerationJob job, RecordContext context) {
        return topics.jobs(job.getProvider()).name();
    }

    /** As the topology describes it. */
    @Override
    public String toString() {
        return "jobs.<provider>";
    }
}
