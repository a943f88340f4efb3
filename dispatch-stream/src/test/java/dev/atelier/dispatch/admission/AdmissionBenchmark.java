package dev.atelier.dispatch.admission;

import dev.atelier.event.Capability;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.platform.catalogue.PriceBook;
import dev.atelier.platform.catalogue.Router;
import dev.atelier.platform.json.Json;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** A request is judged by what config says of its project and model, and priced. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class AdmissionBenchmark {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SCHEMA = """
            {"type": "object", "required": ["prompt"], "additionalProperties": false,
             "properties": {"prompt": {"type": "string", "minLength": 1, "maxLength": 4000},
                            "size": {"enum": ["512x512", "1024x1024"]}, "seed": {"type": "integer", "minimum": 0}}}
            """;

    private final AdmissionRules rules = new AdmissionRules(new Router(new EveryAccount()), _ -> Optional.empty());
    private final GenerationRequested request = GenerationRequested.newBuilder()
            .setGenerationId(GenerationIds.derive("demo", "1"))
            .setProject("demo")
            .setInput("{\"prompt\": \"a red fox on a hill at night\", \"size\": \"512x512\", \"seed\": 7}")
            .setTags(List.of("demo", "night"))
            .setRequestedAt(NOON)
            .build();
    private final ProjectDefined project = ProjectDefined.newBuilder()
            .setProject("demo")
            .setDefaultModel("atelier/sketch")
            .setTags(List.of("house"))
            .build();
    private final ModelDefined model = ModelDefined.newBuilder()
            .setModel("atelier/sketch")
            .setTitle("A model")
            .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
            .setInputSchema(SCHEMA)
            .setTargets(List.of(ModelTarget.newBuilder()
                    .setProvider("sketch")
                    .setAccount("sketch")
                    .setProviderModel("painter")
                    .setPrices(List.of(new Price(25_000L, PriceUnit.MEGAPIXEL, Map.of())))
                    .build()))
            .build();
    private final List<Price> prices = List.of(new Price(25_000L, PriceUnit.MEGAPIXEL, Map.of()));
    private final JsonNode parameters = Json.MAPPER.readTree(request.getInput());

    /** All are well and open to everybody. */
    private static final class EveryAccount implements Router.Accounts {
        @Override
        public boolean isWell(String account) {
            return true;
        }

        @Override
        public boolean isOpenTo(String project, String account) {
            return true;
        }
    }

    @Benchmark
    public Object judge() {
        return rules.judge(request, project, Optional.of(model), NOON);
    }

    @Benchmark
    public Object price() {
        return PriceBook.price(prices, parameters);
    }
}
