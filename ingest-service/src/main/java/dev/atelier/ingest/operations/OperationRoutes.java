package dev.atelier.ingest.operations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.http.Asset;
import dev.atelier.ingest.http.Dialect;
import dev.atelier.ingest.http.OpenApi;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.http.Route;
import dev.atelier.ingest.http.Route.Access;
import dev.atelier.ingest.http.Route.Answer;
import dev.atelier.ingest.http.Route.Verb;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code /health}, {@code /ready}, {@code /api/_health} of ImgGo, and {@code /openapi.json}, which need no key. */
public final class OperationRoutes {
    private static final String SERVICE = "ingest";

    private final Readiness readiness;
    private final List<Dialect> dialects;
    private volatile Optional<Asset> description = Optional.empty();

    public OperationRoutes(Readiness readiness, List<Dialect> dialects) {
        this.readiness = requireNonNull(readiness);
        this.dialects = List.copyOf(dialects);
    }

    /** The service is alive. */
    record Health(
            @JsonProperty(required = true) String status,
            @JsonProperty(required = true) String service) {}

    /** Which parts of what the service needs answer. */
    record Ready(
            @JsonProperty(required = true) String status,
            @JsonProperty(required = true) Map<String, String> parts) {}

    /** The same as ImgGo says it: up or down. */
    record ImgGoHealth(
            @JsonProperty(required = true) String status,
            @JsonProperty(required = true) Instant timestamp,
            @JsonProperty(required = true) ImgGoServices services) {}

    /** What ImgGo is made of, and what stands for it here. */
    record ImgGoServices(
            @JsonProperty(required = true) String database,
            @JsonProperty(required = true) String storage,
            @JsonProperty(required = true) String queue) {
        static ImgGoServices of(Map<String, Boolean> parts) {
            return new ImgGoServices(word(parts, "cassandra"), word(parts, "objects"), word(parts, "kafka", "views"));
        }

        private static String word(Map<String, Boolean> parts, String... names) {
            return Stream.of(names).allMatch(name -> parts.getOrDefault(name, true)) ? "up" : "down";
        }
    }

    /** Its routes and {@code others}, all described in one document. */
    public List<Route> with(List<Route> others) {
        List<Route> all = new ArrayList<>(others);
        all.add(route("/health", "getHealth", "Whether the service is alive.", health(), this::health));
        all.add(route("/ready", "getReadiness", "Whether all that the service needs answers.", ready(), this::ready));
        all.add(route("/api/_health", "imgGoGetHealth", "The same, as ImgGo says it.", imgGo(), this::imgGoHealth));
        all.add(route("/openapi.json", "getDescription", "This document.", document(), this::describe));
        description = Optional.of(
                new Asset(Replies.JSON, Json.MAPPER.writeValueAsBytes(OpenApi.document(all, dialects, Sections.ALL))));
        return List.copyOf(all);
    }

    private static Route route(
            String path, String operation, String summary, List<Answer> answers, Route.Handling handling) {
        return new Route(
                Verb.GET, path, operation, summary, Access.ANYONE, List.of(), Optional.empty(), answers, handling);
    }

    private static List<Answer> health() {
        return List.of(Answer.json(200, "It is.", Health.class));
    }

    private static List<Answer> ready() {
        return List.of(
                Answer.json(200, "Everything does.", Ready.class),
                Answer.json(503, "Something does not.", Ready.class));
    }

    private static List<Answer> imgGo() {
        return List.of(
                Answer.json(200, "Everything does.", ImgGoHealth.class),
                Answer.json(503, "Something does not.", ImgGoHealth.class));
    }

    private static List<Answer> document() {
        return List.of(
                Answer.of(200, "The description of this API, in OpenAPI 3.1.", Replies.JSON),
                Answer.empty(304, "It is as it was."));
    }

    private void health(Context context) {
        Replies.json(context, 200, new Health("healthy", SERVICE));
    }

    private void ready(Context context) {
        var report = readiness.report();
        Map<String, String> parts = new TreeMap<>();
        report.parts().forEach((name, answers) -> parts.put(name, answers ? "ready" : "not ready"));
        context.header("Cache-Control", "no-store");
        Replies.json(context, report.isReady() ? 200 : 503, new Ready(report.isReady() ? "ready" : "not ready", parts));
    }

    private void imgGoHealth(Context context) {
        var report = readiness.report();
        context.header("Cache-Control", "no-store");
        Replies.json(
                context,
                report.isReady() ? 200 : 503,
                new ImgGoHealth(
                        report.isReady() ? "healthy" : "degraded", report.at(), ImgGoServices.of(report.parts())));
    }

    private void describe(Context context) {
        description.orElseThrow().send(context);
    }
}
