package dev.atelier.cli.up;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Waits until the services can take a request to its end. */
record Readiness(Services services, Duration bound) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final int PATIENCE_MILLIS = 5_000;

    void await() throws InterruptedException {
        var started = System.nanoTime();
        while (!(services.dispatch().isRunning() && services.sink().healthy() && ingestIsReady())) {
            if (System.nanoTime() - started > bound.toNanos()) {
                throw new CommandFailure(
                        ExitCode.FAILED, "The services run, but were not ready within %s.".formatted(bound));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private boolean ingestIsReady() {
        try {
            var ready = URI.create(services.api() + "/ready").toURL();
            var connection = (HttpURLConnection) ready.openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            // Not yet, which the bound limits.
            return false;
        }
    }
}
