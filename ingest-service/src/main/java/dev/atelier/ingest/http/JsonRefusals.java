package dev.atelier.ingest.http;

import static java.util.stream.Collectors.joining;

import dev.atelier.ingest.generation.Refusal;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Words what is wrong with a JSON body: which field, what it must be, and what it was. A text is not repeated, since it may
 * be a prompt or a secret.
 */
final class JsonRefusals {
    private JsonRefusals() {}

    /** The body is JSON, and no object. */
    static InvalidRequest noObject() {
        return new InvalidRequest("The body must be one JSON object.", Optional.empty());
    }

    /** What {@code e} says. */
    static Refusal of(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> invalid(unknown, "is not a known field");
            case DatabindException own
            when own.getCause() instanceof RefusedException refused -> within(path(own), refused.refusal());
            case DatabindException wrong when !wrong.getPath().isEmpty() -> invalid(wrong, rule(wrong));
            case InputCoercionException wrong
            when !wrong.getPath().isEmpty() -> invalid(wrong, rule(wrong.getTargetType(), wrong.getInputType()));
            case DatabindException wrong when !(wrong.getCause() instanceof StreamReadException) -> noObject();
            default -> malformed(e);
        };
    }

    /** What a record has refused itself, which knows its own fields alone. */
    private static Refusal within(String path, Refusal refusal) {
        return refusal instanceof InvalidRequest(var message, var field) && !path.isEmpty()
                ? new InvalidRequest(path + "." + message, field.map(name -> path + "." + name))
                : refusal;
    }

    private static String rule(DatabindException wrong) {
        // Jackson tells it apart from a wrong value in words alone.
        String message = wrong.getOriginalMessage();
        if (message.startsWith("Missing required creator property") || message.startsWith("Null value for creator")) {
            return "must be given";
        }
        return wrong instanceof MismatchedInputException mismatch
                ? rule(mismatch.getTargetType(), mismatch.getCurrentToken())
                : "has a wrong type or value";
    }

    private static String rule(@Nullable Class<?> wanted, @Nullable JsonToken was) {
        if (wanted == null) {
            return "has a wrong type or value";
        }
        return "must be %s%s".formatted(word(wanted), was == null ? "" : ", but was " + word(was));
    }

    private static String word(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> Json.MAPPER.convertValue(constant, String.class))
                    .collect(joining(", ", "one of ", ""));
        }
        return switch (type.getSimpleName()) {
            case "String" -> "a text";
            case "int", "Integer" -> "a whole number of 32 bits";
            case "long", "Long" -> "a whole number of 64 bits";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            default -> Collection.class.isAssignableFrom(type) ? "a list" : "an object";
        };
    }

    private static String word(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NULL -> "null";
            case START_ARRAY, END_ARRAY -> "a list";
            case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
            case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "something else";
        };
    }

    private static InvalidRequest invalid(JacksonException e, String rule) {
        String field = path(e);
        return new InvalidRequest("%s %s".formatted(field, rule), Optional.of(field));
    }

    private static InvalidRequest malformed(JacksonException e) {
        var at = e.getLocation();
        String place = at == null ? "" : ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        return new InvalidRequest("The body must be well-formed JSON%s.".formatted(place), Optional.empty());
    }

    private static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }
}
