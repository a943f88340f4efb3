package dev.atelier.cli.up;

import dev.atelier.cli.data.DataFolder;
import dev.atelier.connectors.ConnectorsConfig;
import dev.atelier.dispatch.DispatchConfig;
import dev.atelier.ingest.IngestConfig;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.sink.SinkConfig;
import java.util.Map;

/** The settings of the four services. */
record ServiceConfigs(IngestConfig ingest, DispatchConfig dispatch, ConnectorsConfig connectors, SinkConfig sink) {
    /** Jars with further providers lie in {@code data}, unless the settings say where. */
    static ServiceConfigs load(Map<String, String> environment, ConfigSections sections, DataFolder data) {
        var loader = new ConfigLoader(environment);
        return new ServiceConfigs(
                loader.load(IngestConfig.class, sections.file("ingest")),
                loader.load(DispatchConfig.class, sections.file("dispatch")),
                loader.load(ConnectorsConfig.class, sections.file("connectors")).orProviderJars(data.providersFolder()),
                loader.load(SinkConfig.class, sections.file("sink")));
    }
}
