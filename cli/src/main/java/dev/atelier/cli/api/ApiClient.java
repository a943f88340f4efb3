package dev.atelier.cli.api;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The calls that commands make. Each answers, or throws the sentence to show. Used by one thread. */
public final class ApiClient {
    private static final String GENERATIONS = "v1/generations";
    private static final String ESTIMATE = "v1/estimate";
    private static final String BATCHES = "v1/batches";
    private static final String REPLAYS = "v1/replays";
    private static final String DEAD_LETTERS = "v1/dead-letters";
    private static final String PAUSES = "v1/pauses";
    private static final String PROVIDERS = "v1/providers";
    private static final String UPLOADS = "v1/uploads";
    private static final int TRIES = 3;

    private final Server server;
    private final Http http;

    ApiClient(Server server) {
        this.server = server;
        this.http = new Http(server);
    }

    /** A parameter of a query. */
    public record Parameter(String name, String value) {
        private String encoded() {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    /** Asks for a generation. A lost answer is asked for again under the same key, so that nothing is made twice. */
    public Generation submit(JsonNode request) {
        return new Generation(postJson(GENERATIONS, onlyOnce(), Json.write(request)));
    }

    /** What the same request would cost, and whether it would be let in. */
    public JsonNode estimate(JsonNode request) {
        return postJson(ESTIMATE, Map.of(), Json.write(request));
    }

    /** Asks for the same as generation {@code id} again, with {@code changes}; made once, as in {@link #submit}. */
    public Generation regenerate(String id, JsonNode changes) {
        return new Generation(postJson(path(id) + "/regenerate", onlyOnce(), Json.write(changes)));
    }

    /** Uploads {@code file}; answers what the server knows of it. Sent once: it may be large. */
    public JsonNode upload(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure(ExitCode.USAGE, "The file %s cannot be read.".formatted(file));
        }
        var name = new Parameter("name", String.valueOf(file.getFileName()));
        try (var answer = http.upload(server.resolve(UPLOADS + query(List.of(name))), file)) {
            return json(answer);
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    private static Map<String, String> onlyOnce() {
        return Map.of("idempotency-key", UUID.randomUUID().toString());
    }

    public Generation get(String id) {
        return new Generation(getJson(path(id)));
    }

    /** Has a generation stopped; answers it as it then is. A lost answer is asked for again, which does no harm. */
    public Generation cancel(String id) {
        return new Generation(postJson(path(id) + "/cancel", Map.of(), new byte[0]));
    }

    /** Lets a generation go first among its own; answers it as it then is. */
    public Generation moveToFront(String id) {
        return new Generation(postJson(path(id) + "/move-to-front", Map.of(), new byte[0]));
    }

    /** What is paused. */
    public JsonNode pauses() {
        return getJson(PAUSES);
    }

    /** How the providers do. */
    public JsonNode providers() {
        return getJson(PROVIDERS);
    }

    /** Has the credentials of a provider's accounts, or of one, tried; answers what came of it. */
    public JsonNode checkProvider(String provider, Optional<String> account) {
        var body = Json.object();
        account.ifPresent(name -> body.put("account", name));
        return sendOnce("POST", "%s/%s/check".formatted(PROVIDERS, encoded(provider)), Json.write(body));
    }

    /** Pauses a lane, an account or a model; answers the pause. */
    public JsonNode pause(String kind, String name, Optional<String> reason) {
        var body = Json.object();
        reason.ifPresent(text -> body.put("reason", text));
        return sendOnce("PUT", pausePath(kind, name), Json.write(body));
    }

    /** Lets it go on. */
    public void resume(String kind, String name) {
        delete(pausePath(kind, name));
    }

    /** All that is defined at {@code path}. */
    public JsonNode definitions(String path) {
        return getJson(path);
    }

    /** What is defined at {@code path} under {@code name}. */
    public JsonNode definition(String path, String name) {
        return getJson(path + "/" + name(name));
    }

    /** Defines {@code name} at {@code path}; answers how it is defined now. */
    public JsonNode define(String path, String name, JsonNode definition) {
        return sendOnce("PUT", path + "/" + name(name), Json.write(definition));
    }

    /** Makes one more at {@code path}; answers it. Sent once: a second one would be another. */
    public JsonNode make(String path, JsonNode definition) {
        return sendOnce("POST", path, Json.write(definition));
    }

    /** Has {@code action} done with what is defined at {@code path} under {@code name}, once. */
    public JsonNode act(String path, String name, String action) {
        return sendOnce("POST", "%s/%s/%s".formatted(path, name(name), action), new byte[0]);
    }

    /** Removes what is defined at {@code path} under {@code name}. */
    public void remove(String path, String name) {
        delete(path + "/" + name(name));
    }

    /** Has something done at {@code path}, once; answers what came of it. */
    public JsonNode post(String path, JsonNode order) {
        return sendOnce("POST", path, Json.write(order));
    }

    private void delete(String address) {
        try (var answer = http.delete(server.resolve(address))) {
            if (!answer.isSuccess()) {
                throw Refusals.explain(server, answer);
            }
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    /** Cancels what waits; answers the purge. Sent once: a second one would take what arrived after the first. */
    public JsonNode purge(JsonNode part) {
        return sendOnce("POST", "v1/purges", Json.write(part));
    }

    public Page list(List<Parameter> parameters) {
        return Page.of(getJson(GENERATIONS + query(parameters)));
    }

    /** Asks for a batch; made once, as in {@link #submit}. */
    public Batch submitBatch(JsonNode request) {
        return new Batch(postJson(BATCHES, onlyOnce(), Json.write(request)));
    }

    /** Asks for what many generations asked for again, as a batch; made once, as in {@link #submit}. */
    public Batch replay(JsonNode request) {
        return new Batch(postJson(REPLAYS, onlyOnce(), Json.write(request)));
    }

    /** How many generations a replay would be of, and what they would cost. */
    public JsonNode estimateReplay(JsonNode request) {
        return postJson(REPLAYS, Map.of(), Json.write(request));
    }

    public Batch batch(String id) {
        return new Batch(getJson(batchPath(id)));
    }

    /** Has a batch stopped; answers it as it then is. A lost answer is asked for again, which does no harm. */
    public Batch cancelBatch(String id) {
        return new Batch(postJson(batchPath(id) + "/cancel", Map.of(), new byte[0]));
    }

    /** Has what failed of a batch tried again; answers it as it then is. */
    public Batch retryBatch(String id) {
        return new Batch(postJson(batchPath(id) + "/retry", Map.of(), new byte[0]));
    }

    /** Part of the list of batches, newest first, as the server gives it. */
    public JsonNode batches(List<Parameter> parameters) {
        return getJson(BATCHES + query(parameters));
    }

    /** A part of the list of dead letters, as the server tells it. */
    public JsonNode deadLetters(List<Parameter> parameters) {
        return getJson(DEAD_LETTERS + query(parameters));
    }

    public JsonNode deadLetter(String id) {
        return getJson(DEAD_LETTERS + "/" + encoded(id));
    }

    /** Puts a dead letter back. Asked for again after a lost answer, it is refused, as it is done. */
    public JsonNode redrive(String id, JsonNode order) {
        return postJson(DEAD_LETTERS + "/" + encoded(id) + "/redrive", Map.of(), Json.write(order));
    }

    /** Begins to put many back; answers the job. */
    public JsonNode redriveAll(JsonNode order) {
        return postJson(DEAD_LETTERS + "/redrive", Map.of(), Json.write(order));
    }

    /** How far a job is that puts many back. */
    public JsonNode redriveJob(String id) {
        return getJson(DEAD_LETTERS + "/redrives/" + encoded(id));
    }

    /** What happens from now on. */
    public EventFeed events(List<Parameter> parameters) {
        return new EventFeed(server, http, server.resolve("v1/events" + query(parameters)));
    }

    /** The content of an artifact. */
    public InputStream content(Artifact artifact) {
        try {
            var answer = http.get(server.resolve(artifact.address()));
            if (!answer.isSuccess()) {
                try (answer) {
                    throw Refusals.explain(server, answer);
                }
            }
            return answer.body();
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    private static String query(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::encoded).collect(Collectors.joining("&", "?", ""));
    }

    private static String batchPath(String id) {
        return BATCHES + "/" + encoded(id);
    }

    private static String path(String id) {
        return GENERATIONS + "/" + encoded(id);
    }

    /** The slash in a model's name stays one. */
    private static String pausePath(String kind, String name) {
        return PAUSES + "/" + encoded(kind) + "/" + name(name);
    }

    /** A model's name has a slash, which parts the path. */
    private static String name(String name) {
        return encoded(name).replace("%2F", "/");
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private JsonNode sendOnce(String method, String address, byte[] body) {
        try (var answer = http.send(method, server.resolve(address), Map.of(), body)) {
            return json(answer);
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    /** Sends what may be sent more than once, until there is an answer. */
    private JsonNode postJson(String address, Map<String, String> headers, byte[] body) {
        for (var attempt = 1; ; attempt++) {
            try (var answer = http.send("POST", server.resolve(address), headers, body)) {
                return json(answer);
            } catch (java.net.ConnectException | java.net.UnknownHostException e) {
                throw http.unreachable(e);
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw http.unreachable(e);
                }
            }
        }
    }

    private JsonNode getJson(String address) {
        try (var answer = http.get(server.resolve(address))) {
            return json(answer);
        } catch (IOException e) {
            throw http.unreachable(e);
        }
    }

    private JsonNode json(Http.Answer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw Refusals.explain(server, answer);
        }
        try {
            return Json.read(answer.body().readAllBytes());
        } catch (JacksonException e) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "What answers at %s is not an Atelier: its answer is not JSON.".formatted(address()),
                    e);
        }
    }

    /** The server that is asked. */
    public URI address() {
        return server.uri();
    }
}
