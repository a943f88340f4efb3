package dev.atelier.dispatch.admission;

import dev.atelier.dispatch.Effect;
import dev.atelier.dispatch.Tables;
import dev.atelier.dispatch.admission.Register.Entry;
import dev.atelier.dispatch.batch.BatchKey;
import dev.atelier.dispatch.batch.Batches;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.AdmissionState;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.BalanceState;
import dev.atelier.event.BatchOrder;
import dev.atelier.event.CancelRequested;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.GenerationStatus;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.MoveRequested;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.budget.BudgetRules.Payer;
import dev.atelier.platform.catalogue.KnownAccounts;
import dev.atelier.platform.catalogue.Router;
import dev.atelier.platform.trace.Traces;
import dev.atelier.schemas.EventSerdes;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
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

/**
 * Stage one. Lets each generation through once: a request whose id was seen within the window around it, in the broker's
 * time, is dropped. What the rules refuse gets its final word here. Between two providers a generation is here again, so
 * whoever wants it stopped always finds it either here or where it was sent.
 */
public final class Admission implements ProcessorSupplier<String, Petition, String, Effect> {
    private static final String BALANCES = "balances";

    /** Of a generation that nobody has asked for so far. */
    private static final AdmissionState NOT_YET =
            AdmissionState.newBuilder().setRequested(false).build();

    private final EventSerdes serdes;
    private final Duration window;

    public Admission(EventSerdes serdes, Duration window) {
        this.serdes = Objects.requireNonNull(serdes);
        this.window = Objects.requireNonNull(window);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        var balances = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(BALANCES), Serdes.String(), serdes.of(BalanceState.class))
                .withCachingEnabled();
        return Stream.concat(Stream.of(Register.builder(serdes, window), balances), Batches.stores(serdes).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Processor<String, Petition, String, Effect> get() {
        return new Admit();
    }

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else.
    private final class Admit extends ContextualProcessor<String, Petition, String, Effect> implements BatchDesk.Gate {
        private AdmissionRules rules;
        private Register register;
        private TimestampedKeyValueStore<String, ProjectDefined> projects;
        private ModelTable models;
        private TimestampedKeyValueStore<String, ApiKeyDefined> keys;
        private Ledger ledger;
        private BatchDesk batches;

        @Override
        public void init(ProcessorContext<String, Effect> context) {
            super.init(context);
            register = new Register(context.getStateStore(Register.NAME), window);
            projects = context.getStateStore(Tables.PROJECTS);
            models = new ModelTable(context.getStateStore(Tables.MODELS));
            keys = context.getStateStore(Tables.API_KEYS);
            TimestampedKeyValueStore<String, StyleDefined> styles = context.getStateStore(Tables.STYLES);
            TimestampedKeyValueStore<String, AccountDefined> accounts = context.getStateStore(Tables.ACCOUNTS);
            TimestampedKeyValueStore<String, AccountHealth> health = context.getStateStore(Tables.HEALTH);
            rules = new AdmissionRules(
                    new Router(new KnownAccounts(found(accounts), found(health), this::now)), found(styles));
            ledger = new Ledger(new Budgets(context.getStateStore(BALANCES)), this::book);
            batches = new BatchDesk(context, window, register, this);
        }

        private static <V> Function<String, Optional<V>> found(TimestampedKeyValueStore<String, V> table) {
            return name -> Optional.ofNullable(ValueAndTimestamp.getValueOrNull(table.get(name)));
        }

        @Override
        public void process(Record<String, Petition> record) {
            switch (record.value()) {
                case Petition.Requested(var request) -> {
                    var _ = requested(traced(request, record.headers()), record);
                }
                case Petition.Canceled(var cancel) -> canceled(cancel, record);
                case Petition.Moved(var move) -> moved(move, record);
                case Petition.Returned returned -> returned(returned, record);
                case Petition.Batched(var order) -> batched(order, record);
                case Petition.Settled(var settled) -> settled(settled);
            }
            batches.setAlarm();
        }

        /** A producer of its own may say the trace in headers alone. */
        private static GenerationRequested traced(GenerationRequested request, Headers headers) {
            if (request.getTrace().isPresent()) {
                return request;
            }
            return Traces.in(headers)
                    .map(trace -> GenerationRequested.newBuilder(request)
                            .setTrace(trace)
                            .build())
                    .orElse(request);
        }

        private void batched(BatchOrder order, Record<String, Petition> record) {
            BatchKey batch = BatchKey.of(order);
            checkAddress(batch.batchId(), batch.project(), record);
            checkProject(record);
            batches.heard(order);
        }

        private void settled(GenerationSettled settled) {
            ledger.settle(settled, now());
            ledger.close(settled.getAdmitted(), now());
            batches.ended(settled.getAdmitted(), settled.getStatus(), settled.getCostMicros());
        }

        @Override
        public Optional<GenerationStatus> request(GenerationRequested child, Record<String, Petition> record) {
            return projects.get(record.key()) == null
                    ? Optional.of(GenerationStatus.REJECTED)
                    : requested(child, record);
        }

        @Override
        public void cancel(CancelRequested cancel, Record<String, Petition> record) {
            canceled(cancel, record);
        }

        /** Answers how it ended, when it did at once. */
        private Optional<GenerationStatus> requested(GenerationRequested request, Record<String, Petition> record) {
            ProjectDefined project = project(request, record);
            String id = request.getGenerationId();
            Entry entry = entry(id, record);
            if (entry.state().getRequested()) {
                return Optional.empty();
            }
            if (entry.state().getCanceled()) {
                // The wish to stop it came first.
                register.put(record.key(), id, requested(entry.state()).build(), entry.since());
                forward(record.key(), new Effect.Finish(FirstWords.canceled(request, now())), record);
                return Optional.of(GenerationStatus.CANCELED);
            }
            return judge(request, project, entry, record);
        }

        private Optional<GenerationStatus> judge(
                GenerationRequested request, ProjectDefined project, Entry entry, Record<String, Petition> record) {
            Optional<ModelDefined> model = model(request, project);
            Verdict verdict = rules.judge(request, project, model, now());
            if (verdict instanceof Verdict.Admitted(var admitted)) {
                verdict = ledger.open(admitted, payer(request, project), now());
            }
            return switch (verdict) {
                case Verdict.Admitted(var admitted) -> {
                    send(admitted, entry, record);
                    forward(record.key(), new Effect.Tell(FirstWords.queued(admitted, now())), record);
                    yield Optional.empty();
                }
                case Verdict.Refused(var failure) -> {
                    var refused = requested(entry.state()).build();
                    register.put(record.key(), request.getGenerationId(), refused, entry.since());
                    var outcome = FirstWords.refused(request, failure, now());
                    forward(record.key(), new Effect.Finish(outcome), record);
                    yield Optional.of(outcome.getStatus());
                }
            };
        }

        /** Asked for twice it changes nothing. What has ended is not found where it was sent, and that is all. */
        private void canceled(CancelRequested cancel, Record<String, Petition> record) {
            String id = cancel.getGenerationId();
            checkAddress(id, cancel.getProject(), record);
            note(id, record, state -> state.setCanceled(true))
                    .ifPresent(provider -> forward(provider, Effect.stop(id), record));
        }

        /** As a cancel; each move is a new one, before those that were moved meanwhile. */
        private void moved(MoveRequested move, Record<String, Petition> record) {
            String id = move.getGenerationId();
            checkAddress(id, move.getProject(), record);
            note(id, record, state -> state.setMoved(true))
                    .ifPresent(provider -> forward(provider, Effect.moveToFront(id), record));
        }

        /** Remembers a wish, unless it comes too late. Answers who is to be told: the provider it was sent to. */
        private Optional<String> note(
                String id, Record<String, Petition> record, UnaryOperator<AdmissionState.Builder> wish) {
            Entry entry = entry(id, record);
            AdmissionState state = entry.state();
            if (state.getCanceled()
                    || (state.getRequested() && state.getProvider().isEmpty())) {
                return Optional.empty();
            }
            var noted = wish.apply(AdmissionState.newBuilder(state)).build();
            register.put(record.key(), id, noted, entry.since());
            return noted.getProvider();
        }

        /** Its first target has failed, or is to answer again. Either costs something of its own, so it is paid anew. */
        private void returned(Petition.Returned returned, Record<String, Petition> record) {
            var released = ledger.release(returned.admitted(), now());
            var targets = released.getTargets();
            var next = GenerationAdmitted.newBuilder(released)
                    .setTargets(returned.again() ? targets : targets.subList(1, targets.size()))
                    .build();
            Entry entry = entry(next.getRequest().getGenerationId(), record);
            if (entry.state().getCanceled()) {
                forward(record.key(), new Effect.Finish(FirstWords.canceled(next, now())), record);
                ledger.close(next, now());
                batches.ended(next, GenerationStatus.CANCELED, next.getCostMicros());
                return;
            }
            Payer payer = payer(next.getRequest(), project(next.getRequest(), record));
            switch (ledger.reserve(next, payer, now())) {
                case Verdict.Admitted(var paid) -> send(paid, entry, record);
                case Verdict.Refused(var failure) -> {
                    forward(record.key(), new Effect.Finish(FirstWords.refused(next, failure, now())), record);
                    ledger.close(next, now());
                    batches.ended(next, GenerationStatus.FAILED, next.getCostMicros());
                }
            }
        }

        private void send(GenerationAdmitted admitted, Entry entry, Record<String, Petition> record) {
            String id = admitted.getRequest().getGenerationId();
            var sent = requested(entry.state()).setProvider(provider(admitted)).build();
            register.put(record.key(), id, sent, entry.since());
            forward(provider(admitted), Effect.run(admitted), record);
            if (sent.getMoved()) {
                forward(provider(admitted), Effect.moveToFront(id), record);
            }
        }

        /** What is known of it, be it nothing. */
        private Entry entry(String id, Record<String, Petition> record) {
            return register.find(record.key(), id, record.timestamp())
                    .orElseGet(() -> new Entry(NOT_YET, record.timestamp()));
        }

        private static AdmissionState.Builder requested(AdmissionState state) {
            return AdmissionState.newBuilder(state).setRequested(true);
        }

        private Payer payer(GenerationRequested request, ProjectDefined project) {
            return new Payer(project, request.getApiKeyId().map(id -> ValueAndTimestamp.getValueOrNull(keys.get(id))));
        }

        private void book(UsageRecorded movement) {
            context()
                    .forward(new Record<>(
                            movement.getProject(),
                            new Effect.Book(movement),
                            movement.getAt().toEpochMilli()));
        }

        /** Without its project's key, or without a project, a request has no writer of its own and is nobody's. */
        private ProjectDefined project(GenerationRequested request, Record<String, Petition> record) {
            checkAddress(request.getGenerationId(), request.getProject(), record);
            return checkProject(record);
        }

        private ProjectDefined checkProject(Record<String, Petition> record) {
            ProjectDefined project = ValueAndTimestamp.getValueOrNull(projects.get(record.key()));
            if (project == null) {
                throw new UnprocessableRecordException("project %s is not known".formatted(record.key()));
            }
            return project;
        }

        private static void checkAddress(String id, String project, Record<String, Petition> record) {
            if (!GenerationIds.isValid(id)) {
                throw new UnprocessableRecordException("the id must be a UUID in lower case");
            }
            if (!project.equals(record.key())) {
                throw new UnprocessableRecordException("the record's key must be the request's project");
            }
        }

        private Optional<ModelDefined> model(GenerationRequested request, ProjectDefined project) {
            return request.getModel().or(project::getDefaultModel).flatMap(models::find);
        }

        private void forward(String key, Effect effect, Record<?, ?> cause) {
            context().forward(new Record<>(key, effect, cause.timestamp(), effect.headers(cause.headers())));
        }

        private Instant now() {
            return Instant.ofEpochMilli(context().currentSystemTimeMs());
        }
    }

    private static String provider(GenerationAdmitted admitted) {
        return admitted.getTargets().getFirst().getProvider();
    }
}
