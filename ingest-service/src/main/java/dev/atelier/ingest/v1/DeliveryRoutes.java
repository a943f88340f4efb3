package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.ingest.webhooks.Deliveries;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The native dialect: what was posted to a webhook. */
public final class DeliveryRoutes {
    private static final List<Parameter> OF_DELIVERY =
            List.of(Parameter.path("id", "The webhook's id."), Parameter.path("delivery", "The delivery's id."));

    private final Deliveries deliveries;

    public DeliveryRoutes(Deliveries deliveries) {
        this.deliveries = requireNonNull(deliveries);
    }

    /** The latest of them. */
    record DeliveryPage(@JsonProperty(required = true) List<DeliveryResource> data, Optional<String> next) {}

    /** What is to be posted once more. */
    record Redelivery(@JsonProperty(required = true) String id) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(
                new Route(
                        Verb.POST,
                        WebhookRoutes.ONE + "/test",
                        "testWebhook",
                        "Post webhook.test to a webhook, once, and tell what came of it.",
                        Access.MANAGE,
                        WebhookRoutes.OF_ONE,
                        Optional.empty(),
                        List.of(Answer.json(200, "It was tried.", DeliveryResource.class), WebhookRoutes.NONE),
                        this::test),
                new Route(
                        Verb.GET,
                        WebhookRoutes.ONE + "/deliveries",
                        "listDeliveries",
                        "List the latest deliveries to a webhook that were tried, the last one first.",
                        Access.READ,
                        WebhookRoutes.OF_ONE,
                        Optional.empty(),
                        List.of(Answer.json(200, "The latest.", DeliveryPage.class), WebhookRoutes.NONE),
                        this::list),
                new Route(
                        Verb.POST,
                        WebhookRoutes.ONE + "/deliveries/{delivery}/redeliver",
                        "redeliver",
                        "Have a delivery posted once more, under the same id, however it ended.",
                        Access.MANAGE,
                        OF_DELIVERY,
                        Optional.empty(),
                        List.of(
                                Answer.json(202, "It will be posted.", Redelivery.class),
                                Answer.error(404, "The project has no such webhook, or it no such delivery."),
                                Answer.error(409, "The webhook is disabled.")),
                        this::redeliver));
    }

    private void test(Context context) throws InterruptedException {
        var tried = deliveries.trial(project(context), context.pathParam("id"));
        Replies.json(context, 200, DeliveryResource.of(List.of(tried)));
    }

    private void list(Context context) throws InterruptedException {
        var latest = deliveries.latest(project(context), context.pathParam("id")).stream()
                .map(DeliveryResource::of)
                .toList();
        Replies.json(context, 200, new DeliveryPage(latest, Optional.empty()));
    }

    private void redeliver(Context context) throws InterruptedException {
        var again = deliveries.again(project(context), context.pathParam("id"), context.pathParam("delivery"));
        Replies.json(context, 202, new Redelivery(again.getDeliveryId()));
    }

    private static String project(Context context) {
        return Authentication.caller(context).project();
    }
}
