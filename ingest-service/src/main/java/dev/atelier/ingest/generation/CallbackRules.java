package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.lifecycle.EventType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/**
 * The rules of where events are posted, and which. Where a name leads is checked later, at each connection, by the very
 * address that is connected to. Immutable.
 */
public final class CallbackRules {
    private static final int LONGEST_URL = 2048;

    private final Predicate<HttpUrl> vouched;

    /** {@code vouched} tells whether an operator allowed a host, so that it may do without TLS. */
    public CallbackRules(Predicate<HttpUrl> vouched) {
        this.vouched = requireNonNull(vouched);
    }

    /** {@code callback} of a request, or a refusal that names the field. */
    Optional<Callback> check(Optional<Callback> callback) {
        callback.ifPresent(given -> {
            url("webhook", given.url());
            events("webhookEvents", given.events());
        });
        return callback;
    }

    /** {@code text} if it is a URL that may be posted to; refused, as {@code field}, otherwise. */
    public String url(String field, String text) {
        if (text.length() > LONGEST_URL || !isSecure(text)) {
            throw RefusedException.invalid(
                    field, "%s must be an https URL of at most %d characters".formatted(field, LONGEST_URL));
        }
        return text;
    }

    /** {@code words} without what is there twice; refused, as {@code field}, when one of them is no event. */
    public static List<String> events(String field, List<String> words) {
        for (int index = 0; index < words.size(); index++) {
            if (EventType.of(words.get(index)).isEmpty()) {
                String place = "%s[%d]".formatted(field, index);
                throw RefusedException.invalid(
                        place, "%s must be one of %s".formatted(place, String.join(", ", EventType.words())));
            }
        }
        return words.stream().distinct().toList();
    }

    /** Two readers must agree that it is a URL, so that none of them takes another part of it for the host. */
    private boolean isSecure(String text) {
        try {
            var uri = new URI(text);
            var url = HttpUrl.parse(text);
            return url != null
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (url.isHttps() || vouched.test(url));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
