package dev.atelier.sink;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether anything waits for a store to come back. Says so once when it begins and once when it ends. Thread-safe. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final AtomicInteger waiting = new AtomicInteger();

    /** Some work begins to wait for a store. */
    void waits(Throwable cause) {
        if (waiting.getAndIncrement() == 0) {
            LOG.atWarn().log("A store does not answer; what it is to keep waits: {}", cause.toString());
        }
    }

    /** Some work waits no longer. */
    void goesOn() {
        if (waiting.decrementAndGet() == 0) {
            LOG.atInfo().log("The stores answer again");
        }
    }

    boolean isGood() {
        return waiting.get() == 0;
    }
}
