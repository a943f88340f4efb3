package dev.atelier.connectors.fal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A model's endpoint, such as {@code fal-ai/flux/dev}. A request is submitted to the whole of it; all that comes later is
 * about the app, which is owner and name alone.
 *
 * @param endpoint path to submit to, such as {@code /fal-ai/flux/dev}
 * @param app      path of the app, such as {@code /fal-ai/flux}
 */
record FalModel(String endpoint, String app) {
    /** In these the owner comes second. */
    private static final Set<String> NAMESPACES = Set.of("workflows", "comfy");

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    FalModel {
        requireNonNull(endpoint);
        requireNonNull(app);
    }

    /** The model that fal calls {@code name}; none where no model can have that name. */
    static Optional<FalModel> of(String name) {
        List<String> segments = List.of(name.split("/", -1));
        int own = NAMESPACES.contains(segments.getFirst()) ? 3 : 2;
        if (segments.size() < own
                || !segments.stream()
                        .allMatch(segment -> SEGMENT.matcher(segment).matches())) {
            return Optional.empty();
        }
        return Optional.of(new FalModel("/" + name, "/" + String.join("/", segments.subList(0, own))));
    }

    /** Path of a request that was submitted. */
    String request(String id) {
        return app + "/requests/" + id;
    }
}
