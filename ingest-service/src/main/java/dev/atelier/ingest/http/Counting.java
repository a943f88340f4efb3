package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;

/** Tells {@link Traffic} of requests. An answer that lasts as long as its client listens is not told. Thread-safe. */
final class Counting {
    private static final String BEGUN = "begun";
    private static final String ROUTE = "route";

    private final Traffic traffic;

    Counting(Traffic traffic) {
        this.traffic = requireNonNull(traffic);
    }

    void register(RoutesConfig config) {
        config.before(context -> context.attribute(BEGUN, System.nanoTime()));
        config.after(this::answered);
    }

    /** {@code route} is what answers it. */
    static void matched(Context context, Route route) {
        context.attribute(ROUTE, route.path());
    }

    private void answered(Context context) {
        Optional<Long> begun = Optional.ofNullable(context.attribute(BEGUN));
        boolean isStream = Optional.ofNullable(context.res().getContentType())
                .filter(type -> type.startsWith(EventStream.TYPE))
                .isPresent();
        if (begun.isPresent() && !isStream) {
            Optional<String> route = Optional.ofNullable(context.attribute(ROUTE));
            traffic.answered(
                    route.isPresent() ? context.method().name() : Traffic.UNMATCHED,
                    route.orElse(Traffic.UNMATCHED),
                    context.statusCode(),
                    Duration.ofNanos(System.nanoTime() - begun.get()));
        }
    }
}
