package dev.atelier.cli.webhooks;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code atelier webhooks create}: has events posted to a URL. */
@Command(
        name = "create",
        sortOptions = false,
        description = "Has events posted to a URL, and prints the secret that the posts are signed with.")
final class WebhookCreateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "URL", description = "Where to: an https URL.")
    private String url = "";

    @Option(names = "--event", paramLabel = "EVENT", description = "This one, such as generation.failed; repeatable.")
    private List<String> events = List.of();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only of what carries this label; repeatable.")
    private List<String> tags = List.of();

    @Option(names = "--model", paramLabel = "MODEL", description = "Only of this model; repeatable.")
    private List<String> models = List.of();

    @Option(names = "--description", paramLabel = "TEXT", description = "One line for a person.")
    private Optional<String> description = Optional.empty();

    @Option(names = "--imggo", description = "Sign the body alone as well, in X-ImgGo-Signature.")
    private boolean imggo;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    WebhookCreateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var webhook = server.connect(surroundings).make(WebhooksCommand.PATH, body());
        if (json) {
            terminal.print(webhook);
        } else {
            terminal.say("webhook %s is made; its secret:"
                    .formatted(webhook.path("id").asString()));
            terminal.print(webhook.path("secret").asString());
        }
        return ExitCode.OK.status();
    }

    private ObjectNode body() {
        var body = Json.object().put("url", url);
        add(body, "events", events);
        add(body, "tags", tags);
        add(body, "models", models);
        description.ifPresent(text -> body.put("description", text));
        if (imggo) {
            body.put("signature", "imggo");
        }
        return body;
    }

    private static void add(ObjectNode body, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            var array = body.putArray(field);
            texts.forEach(array::add);
        }
    }
}
