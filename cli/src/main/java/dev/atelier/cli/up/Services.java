package dev.atelier.cli.up;

import static dev.atelier.cli.up.ParallelStart.finish;

import dev.atelier.connectors.ConnectorsService;
import dev.atelier.dispatch.DispatchService;
import dev.atelier.ingest.IngestService;
import dev.atelier.sink.SinkService;
import java.net.URI;
import java.util.Map;

/** The four services in this process. */
record Services(IngestService ingest, ConnectorsService connectors, DispatchService dispatch, SinkService sink)
        implements AutoCloseable {
    /** {@code environment} holds the keys of providers. */
    static Services start(ServiceConfigs configs, Map<String, String> environment) throws InterruptedException {
        try (var start = new ParallelStart()) {
            var ingest = start.begin(() -> IngestService.start(configs.ingest()));
            var dispatch = start.begin(() -> DispatchService.start(configs.dispatch()));
            var connectors = start.begin(() -> ConnectorsService.start(configs.connectors(), environment));
            var sink = start.begin(() -> SinkService.start(configs.sink()));
            var services = new Services(finish(ingest), finish(connectors), finish(dispatch), finish(sink));
            start.succeed();
            return services;
        }
    }

    /** The API on this machine. */
    URI api() {
        return URI.create("http://127.0.0.1:" + ingest.port());
    }

    /** No more is taken in, then what is in the workers' hands is finished, decided and stored. */
    @Override
    public void close() {
        Stopping.stop("ingest", ingest);
        Stopping.stop("connectors", connectors);
        Stopping.stop("dispatch", dispatch);
        Stopping.stop("sink", sink);
    }
}
