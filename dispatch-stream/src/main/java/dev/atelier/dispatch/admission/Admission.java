package dev.atelier.dispatch.admission;

import dev.atelier.dispatch.Effect;
import dev.atelier.dispatch.Tables;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Stage one. Lets each generation through once: a request whose id was seen within the window before it, in the broker's
 * time, is dropped. What the rules refuse gets its final word here.
 */
public final class Admission implements ProcessorSupplier<String, GenerationRequested, String, Effect> {
    private static final String SEEN = "requests-seen";

    private final Duration window;

    public Admission(Duration window) {
        this.window = Objects.requireNonNull(window);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        var seen = Stores.persistentWindowStore(SEEN, window.multipliedBy(2), window, false);
        return Set.of(Stores.windowStoreBuilder(seen, Serdes.String(), Serdes.Integer()));
    }

    @Override
    public Processor<String, GenerationRequested, String, Effect> get() {
        return new Admit();
    }

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    private final class Admit extends ContextualProcessor<String, GenerationRequested, String, Effect> {
        private final AdmissionRules rules = new AdmissionRules();
        private WindowStore<String, Integer> seen;
        private TimestampedKeyValueStore<String, ProjectDefined> projects;
        private ModelTable models;

        @Override
        public void init(ProcessorContext<String, Effect> context) {
            super.init(context);
            seen = context.getStateStore(SEEN);
            projects = context.getStateStore(Tables.PROJECTS);
            models = new ModelTable(context.getStateStore(Tables.MODELS));
        }

        @Override
        public void process(Record<String, GenerationRequested> record) {
            GenerationRequested request = record.value();
            ProjectDefined project = project(record);
            if (isDuplicate(request.getGenerationId(), record.timestamp())) {
                return;
            }
            Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
            switch (rules.judge(request, project, model(request, project), now)) {
                case Verdict.Admitted(var admitted) -> {
                    forward(provider(admitted), new Effect.Enqueue(admitted), record);
                    forward(record.key(), new Effect.Tell(FirstWords.queued(admitted, now)), record);
                }
                case Verdict.Refused(var failure) ->
                    forward(record.key(), new Effect.Finish(FirstWords.refused(request, failure, now)), record);
            }
        }

        /** Without its project's key, or without a project, a request has no writer of its own and is nobody's. */
        private ProjectDefined project(Record<String, GenerationRequested> record) {
            GenerationRequested request = record.value();
            if (!GenerationIds.isValid(request.getGenerationId())) {
                throw new UnprocessableRecordException("generationId must be a UUID in lower case");
            }
            if (!request.getProject().equals(record.key())) {
                throw new UnprocessableRecordException("the record's key must be the request's project");
            }
            ProjectDefined project = ValueAndTimestamp.getValueOrNull(projects.get(record.key()));
            if (project == null) {
                throw new UnprocessableRecordException("project %s is not known".formatted(record.key()));
            }
            return project;
        }

        private boolean isDuplicate(String generationId, long timestamp) {
            try (var earlier = seen.fetch(generationId, timestamp - window.toMillis(), timestamp)) {
                if (earlier.hasNext()) {
                    return true;
                }
            }
            seen.put(generationId, 1, timestamp);
            return false;
        }

        private Optional<ModelDefined> model(GenerationRequested request, ProjectDefined project) {
            return request.getModel().or(project::getDefaultModel).flatMap(models::find);
        }

        private void forward(String key, Effect effect, Record<?, ?> cause) {
            context().forward(new Record<>(key, effect, cause.timestamp(), cause.headers()));
        }
    }

    private static String provider(GenerationAdmitted admitted) {
        return admitted.getTargets().getFirst().getProvider();
    }
}
