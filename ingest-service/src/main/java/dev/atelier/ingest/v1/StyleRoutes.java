package dev.atelier.ingest.v1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.StyleDefined;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.platform.json.Json;
import dev.atelier.platform.kafka.TableView;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The native dialect: {@code /v1/styles}. */
public final class StyleRoutes {
    private final TableView<StyleDefined> styles;

    public StyleRoutes(TableView<StyleDefined> styles) {
        this.styles = requireNonNull(styles);
    }

    /** A style preset. */
    record Style(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String title,

            @JsonProperty(required = true)
            @JsonPropertyDescription("What becomes of the prompt; {prompt} stands for the client's.")
            String prompt,

            @JsonProperty(required = true)
            @JsonPropertyDescription("Parameters that the input overrules, where the model has them.")
            JsonNode parameters,

            @JsonProperty(required = true) int revision) {
        static Style of(StyleDefined style) {
            return new Style(
                    style.getStyle(),
                    style.getTitle(),
                    style.getPrompt(),
                    Json.MAPPER.readTree(style.getParameters()),
                    style.getRevision());
        }
    }

    /** All of them: there are few. */
    record StylePage(@JsonProperty(required = true) List<Style> data, Optional<String> next) {}

    /** Its routes. */
    public List<Route> routes() {
        return List.of(new Route(
                Verb.GET,
                "/v1/styles",
                "listStyles",
                "List the style presets, by name.",
                Access.READ,
                List.of(),
                Optional.empty(),
                List.of(Answer.json(200, "All of them.", StylePage.class)),
                this::list));
    }

    private void list(Context context) {
        var all = styles.all().stream()
                .sorted(Comparator.comparing(StyleDefined::getStyle))
                .map(Style::of)
                .toList();
        Replies.json(context, 200, new StylePage(all, Optional.empty()));
    }
}
