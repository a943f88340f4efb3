package dev.atelier.dispatch.scheduling;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which accounts and flows a limit holds back, and until when. In memory: after a start each is looked at anew. */
final class HeldBack {
    private record Wake(Instant at, String scope) {}

    private final Map<String, Set<String>> accounts = new HashMap<>();
    private final Map<String, Set<Flow>> flows = new HashMap<>();
    private final TreeSet<Wake> wakes =
            new TreeSet<>(Comparator.comparing(Wake::at).thenComparing(Wake::scope));

    /** What may be looked at again. */
    record Freed(Set<String> accounts, Set<Flow> flows) {}

    void account(String account, Limits.Denial denial) {
        accounts.computeIfAbsent(key(denial), _ -> new LinkedHashSet<>()).add(account);
    }

    void flow(Flow flow, Limits.Denial denial) {
        flows.computeIfAbsent(key(denial), _ -> new LinkedHashSet<>()).add(flow);
    }

    /** All of them are looked at anew. */
    void forget() {
        accounts.clear();
        flows.clear();
        wakes.clear();
    }

    /** Takes what {@code scope} held back. */
    Freed free(String scope) {
        Set<String> freed = accounts.remove(scope);
        Set<Flow> opened = flows.remove(scope);
        return new Freed(freed == null ? Set.of() : freed, opened == null ? Set.of() : opened);
    }

    /** Takes the scope that was to be looked at first, if its time has come. */
    Optional<String> due(Instant now) {
        if (wakes.isEmpty() || wakes.first().at().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(wakes.pollFirst().scope());
    }

    Optional<Instant> next() {
        return wakes.isEmpty() ? Optional.empty() : Optional.of(wakes.first().at());
    }

    private String key(Limits.Denial denial) {
        String scope = denial.scope();
        denial.until().ifPresent(until -> wakes.add(new Wake(until, scope)));
        return scope;
    }
}
