package dev.atelier.connectors.worker;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.AccountCheck;
import dev.atelier.event.AccountCheckRequested;
import dev.atelier.event.GenerationJob;
import dev.atelier.platform.failure.Failures;
import dev.atelier.platform.kafka.DeadLetters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one provider: takes them from the log as slots fall free, gives each a virtual thread, and lets them
 * finish when it stops. Thread-safe.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Provider provider;
    private final Workplace workplace;
    private final Slots slots;
    private final Hands hands;
    private final ScheduledExecutorService timers;
    private final Set<JobRun> runs = ConcurrentHashMap.newKeySet();
    private final Announcer announcer;
    private final JobIntake intake;

    private Worker(Provider provider, int slots, Workplace workplace) {
        this.provider = requireNonNull(provider);
        this.workplace = requireNonNull(workplace);
        this.slots = new Slots(slots);
        hands = new Hands(
                provider, new Staging(workplace.objects()), new Answers(), this.slots, new Questions(System::nanoTime));
        timers = timers(provider.name());
        announcer = new Announcer(provider, workplace, slots, runs::size);
        intake = new JobIntake(
                workplace.kafka(),
                provider.name(),
                this.slots,
                new DeadLetters(workplace.producer(), "provider-connectors"),
                new Affinity(provider, workplace.crew(), workplace.workerId()),
                this::run);
    }

    /** Starts taking jobs of {@code provider}, whose topic exists; runs at most {@code slots} at once. */
    public static Worker start(Provider provider, int slots, Workplace workplace) {
        ShareGroup.configure(workplace.kafka(), provider.name());
        JobReports.prepare(workplace.kafka().topics().reports());
        var worker = new Worker(provider, slots, workplace);
        workplace.canceled().listen(worker::cancel);
        workplace.checks().listen(worker::check);
        workplace.callbacks().ifPresent(callbacks -> callbacks.listen(worker::wake));
        worker.announcer.begin(worker.timers);
        worker.intake.start();
        return worker;
    }

    private static ScheduledExecutorService timers(String provider) {
        var timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timers-" + provider).factory());
        // The timers of a job that has ended must not stay until they are due.
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    /** Jobs that were taken and have not ended. */
    public int inFlight() {
        return runs.size();
    }

    /** Takes no more jobs, waits up to {@code bound} for those at hand, and hands over what is not finished by then. */
    public void stop(Duration bound) {
        announcer.drain();
        intake.close();
        if (!slots.awaitIdle(bound)) {
            LOG.atWarn()
                    .addKeyValue("provider", provider.name())
                    .addKeyValue("jobs", runs.size())
                    .log("Jobs are not finished in time and are left to another worker");
            runs.forEach(JobRun::handOver);
            slots.awaitIdle(Duration.ofSeconds(2));
        }
        timers.shutdownNow();
        provider.close();
    }

    private void wake(String generationId) {
        runs.stream().filter(run -> run.isOf(generationId)).forEach(JobRun::wake);
    }

    private void cancel(String generationId) {
        runs.stream().filter(run -> run.isOf(generationId)).forEach(JobRun::cancel);
    }

    /** On a thread of its own: it may take as long as the vendor. */
    private void check(AccountCheckRequested request) {
        if (request.getProvider().equals(provider.name())) {
            Thread.ofVirtual().name("check-" + request.getAccount()).start(() -> tryAccount(request));
        }
    }

    private void tryAccount(AccountCheckRequested request) {
        try {
            announcer.checked(AccountCheck.newBuilder()
                    .setAccount(request.getAccount())
                    .setRequestId(request.getRequestId())
                    .setFailure(provider.tryAccount(request.getAccount())
                            .map(Failures::toEvent)
                            .orElse(null))
                    .setAt(Instant.now())
                    .build());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("provider", provider.name())
                    .log("The credentials of an account could not be tried");
        }
    }

    private void run(GenerationJob event) {
        var reports =
                new JobReports(workplace.producer(), workplace.kafka().topics().reports(), workplace.workerId(), event);
        var inputs = new StoredInputs(workplace.objects(), event.getProject());
        var watch = new Watch(timers, InstantSource.system());
        var run = new JobRun(event, hands, inputs, reports, watch);
        runs.add(run);
        if (workplace.canceled().contains(event.getGenerationId())) {
            run.cancel();
        }
        Thread.ofVirtual().name("job-" + event.getGenerationId()).start(() -> {
            try {
                run.run();
            } finally {
                runs.remove(run);
                slots.leave();
            }
        });
    }
}
