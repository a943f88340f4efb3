package dev.atelier.dispatch.scheduling;

import dev.atelier.event.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs and ran in one scope, counted from what scheduling told the world alone. */
final class Usage {
    /** Of a sum of doubles. */
    private static final double ROUNDING = 1e-6;

    private record Dispatched(Instant at, Optional<RateLimit> rate) {}

    private final List<Dispatched> dispatched = new ArrayList<>();
    private int running;
    private double tokens = Double.MAX_VALUE;

    int running() {
        return running;
    }

    void dispatched(Limit limit, Instant now) {
        tokens = limit.rate().isPresent() ? Math.max(0, tokens(limit.rate().get(), now) - 1) : tokens;
        dispatched.add(new Dispatched(now, limit.rate()));
        running++;
    }

    void ended() {
        running--;
    }

    /** Whether one more may run, beyond doubt. */
    boolean hasRoom(Limit limit, Instant now) {
        return running < limit.slots().orElse(Integer.MAX_VALUE)
                && limit.rate().filter(rate -> tokens(rate, now) < 1 + ROUNDING).isEmpty();
    }

    /** Whether in each span of time that ends now no more were dispatched than burst and rate allow. */
    boolean keepsRate() {
        double gained = 0;
        for (int first = dispatched.size() - 1; first >= 0; first--) {
            Optional<RateLimit> rate = dispatched.get(first).rate();
            if (rate.isEmpty()) {
                return true;
            }
            int count = dispatched.size() - first;
            if (count > rate.get().getBurst() + gained + ROUNDING) {
                return false;
            }
            gained += first == 0
                    ? 0
                    : rate.get().getRatePerSecond()
                            * secondsSince(first - 1, dispatched.get(first).at());
        }
        return true;
    }

    private double tokens(RateLimit rate, Instant now) {
        if (dispatched.isEmpty()) {
            return rate.getBurst();
        }
        double gained = rate.getRatePerSecond() * secondsSince(dispatched.size() - 1, now);
        return Math.min(rate.getBurst(), tokens + Math.max(0, gained));
    }

    private double secondsSince(int which, Instant now) {
        return Duration.between(dispatched.get(which).at(), now).toNanos() / 1e9;
    }
}
