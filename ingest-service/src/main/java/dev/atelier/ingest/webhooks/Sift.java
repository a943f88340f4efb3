package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookDelivery;
import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds what one line has among the records of a part of the log: no more than there is room for. Not thread-safe. */
final class Sift {
    private final String prefix;
    private final Reading reading;
    private final Map<String, WebhookDelivery> found = new LinkedHashMap<>();
    private OptionalLong next = OptionalLong.empty();

    Sift(String line, Reading reading) {
        this.prefix = line + '/';
        this.reading = reading;
    }

    /** Whether a record of this key is one of the line's, and not known there. */
    boolean concerns(String key) {
        return key.startsWith(prefix) && !reading.present().contains(key.substring(prefix.length()));
    }

    /** Takes what was last written under {@code key}, or with null its end. Called in the order of the log. */
    void take(String key, @Nullable WebhookDelivery delivery, long offset) {
        if (delivery == null) {
            found.remove(key);
        } else if (found.containsKey(key) || found.size() < reading.room()) {
            found.put(key, delivery);
        } else if (next.isEmpty()) {
            next = OptionalLong.of(offset);
        }
    }

    Found found() {
        return new Found(found.values(), next);
    }
}
