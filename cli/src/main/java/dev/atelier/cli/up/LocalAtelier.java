package dev.atelier.cli.up;

import dev.atelier.cli.Json;
import dev.atelier.cli.data.DataFolder;
import dev.atelier.cli.data.PrivateFile;
import dev.atelier.platform.config.ConfigLoader;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.StackConfig;
import dev.atelier.stack.StackException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;

/** The servers and the services of one data folder, running in and below this process. */
record LocalAtelier(DataFolder data, EmbeddedStack stack, Services services) implements AutoCloseable {
    /** Returns when it can be used; if something fails, leaves nothing running. */
    static LocalAtelier start(UpRequest request, ApiKey key) throws IOException, InterruptedException {
        var sections = request.config().isPresent()
                ? ConfigSections.read(request.config().get(), request.data().runFolder())
                : ConfigSections.none();
        var environment = InstallationSecret.addTo(request.surroundings().environment(), request.data());
        var config = new ConfigLoader(environment).load(UpConfig.class, sections.file("up"));
        var terminal = request.surroundings().terminal();
        var stack = EmbeddedStack.start(stackConfig(request, config.stack()), terminal::say);
        try {
            var configs = ServiceConfigs.load(
                    ServiceEnvironment.of(environment, request.data(), request.port(), key, stack.endpoints()),
                    sections,
                    request.data());
            return start(request, stack, configs, config);
        } catch (RuntimeException | IOException | InterruptedException e) {
            Stopping.stop("stack", stack);
            throw e;
        }
    }

    private static LocalAtelier start(UpRequest request, EmbeddedStack stack, ServiceConfigs configs, UpConfig config)
            throws IOException, InterruptedException {
        var data = request.data();
        var terminal = request.surroundings().terminal();
        var services = Services.start(configs, request.surroundings().environment());
        try {
            terminal.say("services started");
            new Readiness(services, config.readyWithin()).await();
            var document = EndpointsDocument.of(services.api(), stack.endpoints(), configs.ingest());
            PrivateFile.write(data.endpointsFile(), (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8));
            return new LocalAtelier(data, stack, services);
        } catch (RuntimeException | IOException | InterruptedException e) {
            services.close();
            throw e;
        }
    }

    private static StackConfig stackConfig(UpRequest request, UpConfig.Stack stack) {
        return StackConfig.of(request.data().path(), request.servers())
                .withPorts(stack.ports())
                .withMinFreeBytes(stack.minFreeBytes())
                .withStartTimeout(stack.startTimeout());
    }

    URI api() {
        return services.api();
    }

    /** Completes when a server ends by itself. */
    CompletableFuture<StackException> failure() {
        return stack.failure();
    }

    /** Lets what is in flight finish, within bounds; the rest is safe in Kafka. */
    @Override
    public void close() {
        services.close();
        Stopping.stop("stack", stack);
        try {
            Files.deleteIfExists(data.endpointsFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
