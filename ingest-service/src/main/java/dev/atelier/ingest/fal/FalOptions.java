package dev.atelier.ingest.fal;

import dev.atelier.event.Lane;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.generation.Conditions;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Parameter;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What fal's headers say of how a request is to run. */
final class FalOptions {
    private static final String PRIORITY = "x-fal-queue-priority";
    private static final String TIMEOUT = "x-fal-request-timeout";
    private static final String NO_RETRY = "x-fal-no-retry";
    private static final String LIFECYCLE = "x-fal-object-lifecycle-preference";
    private static final String UPLOAD_LIFECYCLE = "x-fal-object-lifecycle";
    private static final String STORE = "x-fal-store-io";
    private static final String SECONDS = "[0-9]{1,7}(\\.[0-9]{1,9})?";
    private static final long MILLIS = 1000;

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.header(PRIORITY, "low waits behind all that is normal.", "{\"enum\": [\"normal\", \"low\"]}"),
            Parameter.header(
                    TIMEOUT,
                    "Seconds: if nothing has started it by then, it expires.",
                    "{\"type\": \"string\", \"pattern\": \"^%s$\"}".formatted(SECONDS.replace("\\", "\\\\"))),
            Parameter.header(NO_RETRY, "1, true or yes: one attempt.", "{\"type\": \"string\"}"));

    private FalOptions() {}

    static Conditions read(Context context) {
        refuse(context, LIFECYCLE, "must be left out: a project decides how long its objects are kept, and for whom");
        if (header(context, STORE).filter(value -> !value.equals("1")).isPresent()) {
            refuse(context, STORE, "must be left out or 1: requests are kept");
        }
        Optional<Integer> attempts = header(context, NO_RETRY)
                .filter(value -> Set.of("1", "true", "yes").contains(value))
                .map(_ -> 1);
        return new Conditions(
                lane(header(context, PRIORITY).orElse("normal")),
                Optional.empty(),
                header(context, TIMEOUT).map(FalOptions::duration),
                Optional.empty(),
                attempts,
                Ask.USUAL.onLimit());
    }

    /** Refuses what a client may say of how a file that it brings is kept. */
    static void checkUpload(Context context) {
        refuse(context, UPLOAD_LIFECYCLE, "must be left out: the installation decides how long a file may be named");
    }

    private static Lane lane(String priority) {
        return switch (priority) {
            case "normal" -> Lane.NORMAL;
            case "low" -> Lane.BATCH;
            default -> throw RefusedException.invalid(PRIORITY, "%s must be normal or low".formatted(PRIORITY));
        };
    }

    private static String duration(String seconds) {
        if (!seconds.matches(SECONDS) || new BigDecimal(seconds).signum() == 0) {
            throw RefusedException.invalid(TIMEOUT, "%s must be a number of seconds above 0".formatted(TIMEOUT));
        }
        long millis =
                new BigDecimal(seconds).multiply(BigDecimal.valueOf(MILLIS)).longValue();
        return Duration.ofMillis(Math.max(1, millis)).toString();
    }

    private static Optional<String> header(Context context, String name) {
        return Optional.ofNullable(context.header(name))
                .map(value -> value.strip().toLowerCase(Locale.ROOT));
    }

    private static void refuse(Context context, String name, String rule) {
        if (context.header(name) != null) {
            throw RefusedException.invalid(name, "%s %s".formatted(name, rule));
        }
    }
}
