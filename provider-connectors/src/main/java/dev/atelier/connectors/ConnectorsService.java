package dev.atelier.connectors;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderJars;
import dev.atelier.connectors.worker.AccountChecks;
import dev.atelier.connectors.worker.CallbackTail;
import dev.atelier.connectors.worker.Cancellations;
import dev.atelier.connectors.worker.Crew;
import dev.atelier.connectors.worker.Vacancies;
import dev.atelier.connectors.worker.Worker;
import dev.atelier.connectors.worker.Workplace;
import dev.atelier.event.AccountDefined;
import dev.atelier.platform.http.OutboundHttp;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.kafka.TopicTail;
import dev.atelier.platform.objects.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the connectors: a worker for each provider that is configured. */
public final class ConnectorsService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorsService.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ProviderJars jars;
    private final Workplace workplace;
    private final TopicTail<String, AccountDefined> definitions;
    private final OutboundHttp http;
    private final List<Worker> workers = new ArrayList<>();
    private final Vacancies vacancies;
    private final Duration drainTimeout;

    private ConnectorsService(ConnectorsConfig config, Map<String, String> environment) {
        var accounts = new Accounts(environment);
        jars = config.providerJars().map(ProviderJars::in).orElseGet(ProviderJars::none);
        http = new OutboundHttp(config.outbound());
        var providers = Providers.create(config, jars, environment, http, accounts);
        var running = providers.running();
        var kafka = new KafkaClients(config.kafka());
        kafka.ensureTopics(running.keySet().stream().map(Provider::name).toList());
        var objects = new ObjectStore(config.objects());
        objects.ensureBucket();
        String workerId = config.workerId().orElseGet(() -> "worker-" + UUID.randomUUID());
        var clock = InstantSource.system();
        workplace = new Workplace(
                kafka,
                kafka.producer("connectors"),
                objects,
                new Cancellations(kafka),
                new Crew(kafka, clock),
                new AccountChecks(kafka, clock),
                config.callbacks().callbacks().map(_ -> new CallbackTail(kafka)),
                workerId);
        definitions = new TopicTail<>(kafka, kafka.topics().accounts(), TopicTail.Start.EARLIEST, accounts::define);
        awaitEnd(definitions);
        drainTimeout = config.drainTimeout();
        running.forEach((provider, slots) -> workers.add(Worker.start(provider, slots, workplace)));
        vacancies = Vacancies.announce(providers.keyless(), workplace);
        LOG.atInfo()
                .addKeyValue("worker", workerId)
                .addKeyValue(
                        "providers",
                        running.keySet().stream().map(Provider::name).toList())
                .log("The connectors take jobs");
    }

    /** A job whose account is not known yet would go, with the shared key, to where the provider usually is. */
    private static void awaitEnd(TopicTail<String, AccountDefined> definitions) {
        try {
            definitions.awaitEnd(PATIENCE);
        } catch (TimeoutException e) {
            throw new KafkaException("the accounts could not be read in time", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Creates the topics and the bucket that are missing and starts taking jobs. Keys come from {@code environment}. */
    public static ConnectorsService start(ConnectorsConfig config, Map<String, String> environment) {
        return new ConnectorsService(config, environment);
    }

    /** Jobs that were taken and have not ended. */
    public int inFlight() {
        return workers.stream().mapToInt(Worker::inFlight).sum();
    }

    /** Takes no more jobs, lets those at hand finish within the drain timeout, and sends what is to be reported. */
    @Override
    public void close() {
        List<Thread> stopping = workers.stream()
                .map(worker -> Thread.ofVirtual().start(() -> worker.stop(drainTimeout)))
                .toList();
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vacancies.close();
        http.close();
        definitions.close();
        workplace.callbacks().ifPresent(CallbackTail::close);
        workplace.checks().close();
        workplace.crew().close();
        workplace.canceled().close();
        workplace.producer().close();
        workplace.objects().close();
        workplace.kafka().close();
        jars.close();
    }
}
