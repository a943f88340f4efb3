package dev.atelier.bench.process;

import dev.atelier.connectors.ConnectorsConfig;
import dev.atelier.connectors.ConnectorsService;
import dev.atelier.dispatch.DispatchConfig;
import dev.atelier.dispatch.DispatchService;
import dev.atelier.ingest.IngestConfig;
import dev.atelier.ingest.IngestService;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.sink.SinkConfig;
import dev.atelier.sink.SinkService;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The four services in one process, as {@code ./atelier up} runs them; their settings are in the environment. */
public final class AllServices {
    private AllServices() {}

    public static void main(String[] args) throws InterruptedException {
        var environment = System.getenv();
        var loader = new ConfigLoader(environment);
        try (var _ = IngestService.start(loader.load(IngestConfig.class, Optional.empty()));
                var _ = ConnectorsService.start(loader.load(ConnectorsConfig.class, Optional.empty()), environment);
                var _ = DispatchService.start(loader.load(DispatchConfig.class, Optional.empty()));
                var _ = SinkService.start(loader.load(SinkConfig.class, Optional.empty()))) {
            // Until the process is ended, with all that its services hold.
            new CountDownLatch(1).await();
        }
    }
}
