package dev.atelier.ingest.fal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.keys.Passes;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client would have asked of fal. It is read, and never asked.
 *
 * @param host     one of fal's
 * @param segments the parts of the path, decoded
 * @param query    the parameters, decoded
 */
record FalTarget(String host, List<String> segments, Map<String, String> query) {
    /** The header that names the target of a proxied call. */
    static final String HEADER = "x-fal-target-url";

    static final String QUEUE = "queue.fal.run";
    static final String RUN = "fal.run";
    /** Where files are brought. */
    static final String REST = "rest.fal.ai";

    /** The hosts that are known here. */
    static final List<String> HOSTS = List.of(QUEUE, RUN, REST);

    private static final int LONGEST = 4096;

    /** The target in the header of a call to the proxy. */
    static FalTarget proxied(Context context) {
        String url = Optional.ofNullable(context.header(HEADER))
                .orElseThrow(() -> refused(400, "invalid_request", HEADER + " must name what is asked of fal."));
        try {
            return of(new URI(url.length() > LONGEST ? "" : url));
        } catch (URISyntaxException _) {
            throw refused(400, "invalid_request", HEADER + " must be a URL.");
        }
    }

    /** The target in the path of a call to a folder that stands for {@code host}. */
    static FalTarget below(String host, Context context) {
        Map<String, String> query = new HashMap<>();
        context.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
        // Who asks is known by now.
        query.remove(Passes.PARAMETER);
        return new FalTarget(host, segments(context.pathParam("path")), query);
    }

    private static FalTarget of(URI url) {
        String host = Optional.ofNullable(url.getHost()).orElse("");
        if (!HOSTS.contains(host)) {
            throw refused(412, "unknown_host", "%s must be at one of %s.".formatted(HEADER, String.join(", ", HOSTS)));
        }
        return new FalTarget(
                host,
                segments(Optional.ofNullable(url.getPath()).orElse("")),
                query(Optional.ofNullable(url.getRawQuery()).orElse("")));
    }

    private static List<String> segments(String path) {
        return Stream.of(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException _) {
            throw refused(400, "invalid_request", HEADER + " must be a URL.");
        }
    }

    static ProblemException refused(int status, String code, String message) {
        return new ProblemException(Problem.of(status, code, message));
    }
}
