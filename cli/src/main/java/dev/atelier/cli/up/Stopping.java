package dev.atelier.cli.up;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops one part; a part that does not stop cleanly keeps no other from stopping. */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

    private Stopping() {}

    static void stop(String part, AutoCloseable running) {
        try {
            running.close();
            LOG.atInfo().addKeyValue("part", part).log("Stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atError().addKeyValue("part", part).setCause(e).log("Did not stop cleanly");
        }
    }
}
