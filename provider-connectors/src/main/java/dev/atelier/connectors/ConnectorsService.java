package dev.atelier.connectors;

import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.worker.Cancellations;
import dev.atelier.connectors.worker.Worker;
import dev.atelier.connectors.worker.Workplace;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.kafka.KafkaClients;
import dev.atelier.platform.objects.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running instance of the connectors: a worker for each provider that is configured. */
public final class ConnectorsService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorsService.class);

    private final Workplace workplace;
    private final List<Worker> workers;
    private final Duration drainTimeout;

    private ConnectorsService(Workplace workplace, List<Worker> workers, Duration drainTimeout) {
        this.workplace = workplace;
        this.workers = List.copyOf(workers);
        this.drainTimeout = drainTimeout;
    }

    /** Creates the topics and the bucket that are missing and starts taking jobs. */
    public static ConnectorsService start(ConnectorsConfig config) {
        Map<Provider, Integer> providers = providers(config.enabledProviders());
        var kafka = new KafkaClients(config.kafka());
        kafka.ensureTopics(providers.keySet().stream().map(Provider::name).toList());
        var objects = new ObjectStore(config.objects());
        objects.ensureBucket();
        String workerId = config.workerId().orElseGet(() -> "worker-" + UUID.randomUUID());
        var workplace = new Workplace(kafka, kafka.producer("connectors"), objects, new Cancellations(kafka), workerId);
        List<Worker> workers = new ArrayList<>();
        providers.forEach((provider, slots) -> workers.add(Worker.start(provider, slots, workplace)));
        LOG.atInfo()
                .addKeyValue("worker", workerId)
                .addKeyValue("providers", config.enabledProviders().keySet())
                .log("The connectors take jobs");
        return new ConnectorsService(workplace, workers, config.drainTimeout());
    }

    private static Map<Provider, Integer> providers(Map<String, ProviderConfig> configs) {
        Map<String, ProviderFactory> factories = new TreeMap<>();
        ServiceLoader.load(ProviderFactory.class).forEach(factory -> factories.put(factory.name(), factory));
        Map<Provider, Integer> providers = new LinkedHashMap<>();
        configs.forEach((name, config) -> {
            var factory = factories.get(name);
            if (factory == null) {
                throw new InvalidConfigException(
                        "providers.%s is not a known provider; known are %s".formatted(name, factories.keySet()));
            }
            providers.put(factory.create(new ProviderSettings(name, config.settings())), config.slots());
        });
        return providers;
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
        workplace.canceled().close();
        workplace.producer().close();
        workplace.objects().close();
        workplace.kafka().close();
    }
}
