package dev.atelier.ingest.http;

import dev.atelier.event.KeyScope;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One path and method: what it is, for the API's description, and what it does. Both come from this one value, so that
 * they cannot diverge.
 *
 * @param operation  its name in generated clients
 * @param access     who may call it
 * @param parameters what it takes in path, query and headers
 * @param body       the body it takes
 * @param answers    what it may answer, beside the errors that every route may
 */
public record Route(
        Verb method,
        String path,
        String operation,
        String summary,
        Access access,
        List<Parameter> parameters,
        Optional<Body> body,
        List<Answer> answers,
        Handling handling) {
    /** A part of the path that stands for one segment, {@code {x}}, or for all that are left, {@code <x>}. */
    private static final Pattern PLACE = Pattern.compile("\\{[a-zA-Z]+\\}|<[a-zA-Z]+>");

    public Route {
        parameters = List.copyOf(parameters);
        answers = List.copyOf(answers);
    }

    /** What a route does with a request. Runs on a virtual thread of its own, so it may block. */
    @FunctionalInterface
    public interface Handling {
        void handle(Context context) throws Exception;
    }

    /** The methods that routes have. */
    public enum Verb {
        GET,
        HEAD,
        OPTIONS,
        POST,
        PUT,
        PATCH,
        DELETE,
        /** A GET with a body. OpenAPI 3.1 has no word for it, so the description leaves it out. */
        QUERY;

        /** What a route of this method answers: GET answers HEAD as well. */
        List<String> answered() {
            return switch (this) {
                case GET -> List.of("GET", "HEAD");
                case HEAD, OPTIONS, POST, PUT, PATCH, DELETE, QUERY -> List.of(name());
            };
        }
    }

    /**
     * The body that a route takes.
     *
     * @param required whether it may not be left out
     * @param contents what it may be; the first is the usual one
     */
    public record Body(boolean required, List<Content> contents) {
        private static final String ANY = "*/*";

        public Body {
            contents = List.copyOf(contents);
        }

        /**
         * What a body may be.
         *
         * @param type    its media type
         * @param shape   the record that it is read as; absent: it is a file
         * @param example one that is valid, for readers and for those who try it
         */
        public record Content(String type, Optional<Class<?>> shape, Optional<JsonNode> example) {}

        /** A JSON body that must be there. */
        public static Body required(Class<?> shape) {
            return new Body(true, List.of(new Content(Replies.JSON, Optional.of(shape), Optional.empty())));
        }

        /** A JSON body that may be left out. */
        public static Body optional(Class<?> shape) {
            return required(shape).orNone();
        }

        /** A form with files, whose fields are those of {@code shape}. */
        public static Body form(Class<?> shape) {
            return new Body(true, List.of(new Content(Forms.CONTENT, Optional.of(shape), Optional.empty())));
        }

        /** A file of {@code type}. */
        public static Body file(String type) {
            return new Body(true, List.of(new Content(type, Optional.empty(), Optional.empty())));
        }

        /** Any file. */
        public static Body file() {
            return file(ANY);
        }

        /** The same with an example, which is JSON. */
        public Body like(String json) {
            var content = contents.getFirst();
            var example = Optional.<JsonNode>of(Json.MAPPER.readTree(json));
            return new Body(required, List.of(new Content(content.type(), content.shape(), example)));
        }

        /** The same, which may be left out. */
        public Body orNone() {
            return new Body(false, contents);
        }

        /** The same, or {@code other}. */
        public Body or(Body other) {
            return new Body(
                    required,
                    Stream.concat(contents.stream(), other.contents().stream()).toList());
        }
    }

    /** Who may call a route. */
    public enum Access {
        ANYONE,
        /** Whoever has a key that may see what its project has. */
        READ,
        /** Whoever has a key that may ask for generations, and stop them. */
        SUBMIT,
        /** The same, or whoever has a pass for a model. */
        RUN,
        /** Whoever has a key that may change how its project works. */
        MANAGE,
        /** Whoever has an admin's key. */
        ADMIN;

        /** The scope that a key needs; none where no key is needed. */
        Optional<KeyScope> scope() {
            return switch (this) {
                case ANYONE -> Optional.empty();
                case READ -> Optional.of(KeyScope.READ);
                case SUBMIT, RUN -> Optional.of(KeyScope.SUBMIT);
                case MANAGE -> Optional.of(KeyScope.MANAGE);
                case ADMIN -> Optional.of(KeyScope.ADMIN);
            };
        }
    }

    /**
     * One possible answer.
     *
     * @param content its media type, when it has a body
     * @param body    the record that is written as its JSON body
     */
    public record Answer(int status, String description, Optional<String> content, Optional<Class<?>> body) {
        /** A JSON answer. */
        public static Answer json(int status, String description, Class<?> body) {
            return new Answer(status, description, Optional.of(Replies.JSON), Optional.of(body));
        }

        /** An answer of other content. */
        public static Answer of(int status, String description, String content) {
            return new Answer(status, description, Optional.of(content), Optional.empty());
        }

        /** An answer without a body. */
        public static Answer empty(int status, String description) {
            return new Answer(status, description, Optional.empty(), Optional.empty());
        }

        /** An error that this route in particular may answer. */
        public static Answer error(int status, String description) {
            return json(status, description, ErrorBody.class);
        }
    }

    /** The path as OpenAPI writes it. */
    String template() {
        return path.replace('<', '{').replace('>', '}');
    }

    /** Whether a request for {@code requested} could mean this route. */
    boolean matches(String requested) {
        var pattern = new StringBuilder();
        int end = 0;
        var places = PLACE.matcher(path);
        while (places.find()) {
            pattern.append(Pattern.quote(path.substring(end, places.start())))
                    .append(places.group().startsWith("<") ? ".+" : "[^/]+");
            end = places.end();
        }
        return requested.matches(
                pattern.append(Pattern.quote(path.substring(end))).toString());
    }
}
