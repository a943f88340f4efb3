package dev.atelier.ingest.webhooks;

import dev.atelier.event.WebhookDefined;
import java.util.Collection;
import java.util.Collections;

/** Which events an endpoint wants. Pure. */
final class Filters {
    private Filters() {}

    /** Whether it wants what carries {@code tags}. */
    static boolean takesTags(WebhookDefined endpoint, Collection<String> tags) {
        return endpoint.getTags().isEmpty() || !Collections.disjoint(endpoint.getTags(), tags);
    }

    /** Whether it wants what {@code model} makes. */
    static boolean takesModel(WebhookDefined endpoint, String model) {
        return endpoint.getModels().isEmpty() || endpoint.getModels().contains(model);
    }
}
