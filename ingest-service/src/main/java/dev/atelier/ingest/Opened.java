package dev.atelier.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in reverse order: at the end, or when opening the rest fails. Thread-safe. */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /** Keeps {@code resource} for closing, and answers it. */
    synchronized <T extends AutoCloseable> T keep(T resource) {
        if (closed) {
            // It was opened on another thread, too late to be of use.
            close(resource);
        } else {
            opened.push(resource);
        }
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    /** One that cannot be closed does not keep the others from it. */
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("resource", resource.getClass().getSimpleName())
                    .log("A resource could not be closed: {}", String.valueOf(e.getMessage()));
        }
    }
}
