package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookDelivery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the log says is to be posted to one endpoint, up to a bound. Of what is beyond, it knows only where on the log that
 * begins, until there is room to read on. Not thread-safe: its line is.
 */
final class WaitingRoom {
    private final int seats;
    private final Map<String, Waiting> known = new HashMap<>();
    private final NavigableSet<Waiting> ready =
            new TreeSet<>(Comparator.comparing(Waiting::due).thenComparing(Waiting::deliveryId));
    private OptionalLong rest = OptionalLong.empty();
    private boolean reading;

    /** One delivery, and when it is due: as the log says, or sooner or later for reasons that are not worth a record. */
    record Waiting(WebhookDelivery delivery, Instant due) {
        String deliveryId() {
            return delivery.getDeliveryId();
        }
    }

    /**
     * What is to be read of what is beyond.
     *
     * @param from    where on the log it begins
     * @param present what is not to be read again
     * @param room    how many there is room for
     */
    record Reading(long from, Set<String> present, int room) {}

    /**
     * What was found on the log.
     *
     * @param next where there is more; none when that is all
     */
    record Found(Collection<WebhookDelivery> deliveries, OptionalLong next) {
        Found {
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A room for {@code seats} deliveries. */
    WaitingRoom(int seats) {
        this.seats = seats;
    }

    /** {@code delivery} is on the log at {@code offset}. What is older than what is known of it changes nothing. */
    void put(WebhookDelivery delivery, long offset) {
        Waiting before = known.get(delivery.getDeliveryId());
        if (before == null && (rest.isPresent() || reading || known.size() >= seats)) {
            restFrom(offset);
        } else if (before == null || isNewer(delivery, before.delivery())) {
            seat(delivery, delivery.getDue());
        }
    }

    /** The log has it no more. */
    void remove(String deliveryId) {
        Waiting before = known.remove(deliveryId);
        if (before != null) {
            ready.remove(before);
        }
    }

    /** Whether nothing newer is known under the id of {@code delivery}. */
    boolean isLatest(WebhookDelivery delivery) {
        Waiting latest = known.get(delivery.getDeliveryId());
        return latest != null && !isNewer(latest.delivery(), delivery);
    }

    /** Whether nobody waits, here or beyond. */
    boolean isEmpty() {
        return ready.isEmpty() && rest.isEmpty();
    }

    /** Whether nobody is known here or beyond. */
    boolean isVacant() {
        return known.isEmpty() && rest.isEmpty() && !reading;
    }

    /** Whether there is more than is known here. */
    boolean isOverfull() {
        return rest.isPresent();
    }

    /** Who is due first, of those that are not being attended to. */
    Optional<Waiting> first() {
        return ready.isEmpty() ? Optional.empty() : Optional.of(ready.first());
    }

    /** {@code waiting} is being attended to. It stays known until the log says what became of it. */
    void call(Waiting waiting) {
        ready.remove(waiting);
    }

    /** {@code waiting} waits again until {@code due}, unless the log has said something of it meanwhile. */
    @SuppressWarnings("ReferenceEquality") // an equal one that came since is another
    void putBack(Waiting waiting, Instant due) {
        if (known.get(waiting.deliveryId()) == waiting) {
            seat(waiting.delivery(), due);
        }
    }

    /** All who wait are due at {@code now} at the latest. */
    void hurry(Instant now) {
        for (Waiting waiting : List.copyOf(ready)) {
            if (waiting.due().isAfter(now)) {
                seat(waiting.delivery(), now);
            }
        }
    }

    /** What is to be read on, once half of the room is free; whoever gets it calls {@link #readOn}. */
    Optional<Reading> toRead() {
        if (rest.isEmpty() || reading || known.size() > seats / 2) {
            return Optional.empty();
        }
        reading = true;
        long from = rest.getAsLong();
        rest = OptionalLong.empty();
        return Optional.of(new Reading(from, Set.copyOf(known.keySet()), seats - known.size()));
    }

    /** That was found. What came meanwhile lies beyond it. */
    void readOn(Found found) {
        reading = false;
        found.next().ifPresent(this::restFrom);
        for (WebhookDelivery delivery : found.deliveries()) {
            if (!known.containsKey(delivery.getDeliveryId())) {
                seat(delivery, delivery.getDue());
            }
        }
    }

    private void seat(WebhookDelivery delivery, Instant due) {
        remove(delivery.getDeliveryId());
        var waiting = new Waiting(delivery, due);
        known.put(delivery.getDeliveryId(), waiting);
        ready.add(waiting);
    }

    private void restFrom(long offset) {
        rest = OptionalLong.of(rest.isPresent() ? Math.min(rest.getAsLong(), offset) : offset);
    }

    private static boolean isNewer(WebhookDelivery one, WebhookDelivery other) {
        return one.getRound() > other.getRound()
                || (one.getRound() == other.getRound() && one.getAttempts() > other.getAttempts());
    }
}
