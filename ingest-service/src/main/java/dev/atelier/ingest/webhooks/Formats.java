package dev.atelier.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The forms that posts can have. Immutable. */
public final class Formats {
    private final Map<String, Format> byName;

    /** {@code all} have names of their own; the native one is among them. */
    public Formats(Collection<Format> all) {
        byName = all.stream().collect(Collectors.toUnmodifiableMap(Format::name, Function.identity()));
    }

    /** The native form. */
    Format standard() {
        return requireNonNull(byName.get(Format.NATIVE));
    }

    /** The one of this name, if this version knows it. */
    Optional<Format> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
