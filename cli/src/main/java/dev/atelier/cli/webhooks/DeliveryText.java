package dev.atelier.cli.webhooks;

import tools.jackson.databind.JsonNode;

/** A delivery, for a person. */
final class DeliveryText {
    static final String ROW = "%-36s  %-22s  %-9s  %5s  %s";
    static final String HEADING = ROW.formatted("ID", "EVENT", "STATE", "TRIES", "LAST");

    private DeliveryText() {}

    static boolean isDelivered(JsonNode delivery) {
        return delivery.path("state").asString("").equals("delivered");
    }

    static String row(JsonNode delivery) {
        return ROW.formatted(
                delivery.path("id").asString(),
                delivery.path("event").asString(),
                delivery.path("state").asString(),
                delivery.path("attempts").size(),
                outcome(delivery));
    }

    /** How its last attempt went, and when the next one is made. */
    static String outcome(JsonNode delivery) {
        JsonNode last = delivery.path("attempts").path(delivery.path("attempts").size() - 1);
        String how = last.path("error").isString()
                ? last.path("error").asString()
                : "It answered %d, in %d ms."
                        .formatted(
                                last.path("status").asInt(), last.path("millis").asLong());
        JsonNode next = delivery.path("nextAt");
        return next.isString() ? "%s Next at %s.".formatted(how, next.asString()) : how;
    }
}
