package dev.atelier.ingest.openai;

import dev.atelier.ingest.dialect.DialectsConfig;
import dev.atelier.ingest.dialect.UseCases;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.Forms;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Route;
import java.util.List;
import java.util.stream.Stream;

/** The dialect of OpenAI's clients: their base URL is {@code /openai/v1} here. */
public final class OpenAiRoutes {
    /** How its errors look. */
    public static final Dialect DIALECT = new Dialect("/openai/", OpenAiError::answer, OpenAiError.class);

    private static final String BASE = "/openai/v1";

    private final UseCases useCases;
    private final DialectsConfig config;

    public OpenAiRoutes(UseCases useCases, DialectsConfig config) {
        this.useCases = useCases;
        this.config = config;
    }

    /** Its routes. */
    public List<Route> routes() {
        var bodies = new JsonBodies(config.maxBodyBytes());
        var pictures = new Pictures(useCases);
        var words = new Words(useCases);
        return Stream.of(
                        new ModelRoutes(useCases.models()).routes(BASE),
                        new ImageRoutes(pictures, bodies).routes(BASE),
                        new EditRoutes(
                                        pictures,
                                        new Forms(config.maxBodyBytes()),
                                        useCases.storage().uploads())
                                .routes(BASE),
                        new FileRoutes(useCases.storage()).routes(BASE),
                        new ChatRoutes(words, bodies).routes(BASE),
                        new ResponseRoutes(words, useCases, bodies).routes(BASE))
                .flatMap(List::stream)
                .toList();
    }
}
