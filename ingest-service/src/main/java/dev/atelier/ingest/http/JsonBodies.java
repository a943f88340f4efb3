package dev.atelier.ingest.http;

import com.fasterxml.jackson.annotation.Nulls;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.platform.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads JSON bodies as records, strictly: nothing unknown, nothing converted, nothing too large. Thread-safe. */
public final class JsonBodies {
    private static final Pattern JSON = Pattern.compile("application/json *(; *charset=\"?utf-8\"?)? *");
    private static final byte[] NOTHING = {'{', '}'};
    private static final JsonMapper STRICT = Json.MAPPER
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, JsonBodies::refuseConversion)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    private final int maxBytes;

    public JsonBodies(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The body of the request as {@code type}; refused when it is anything else. */
    public <T> T read(Context context, Class<T> type) throws IOException {
        checkType(context);
        return parse(BoundedBody.read(context, maxBytes), type);
    }

    /** The body of the request as {@code type}, an empty object where there is none; refused when it is anything else. */
    public <T> T readIfAny(Context context, Class<T> type) throws IOException {
        byte[] body = BoundedBody.read(context, maxBytes);
        if (body.length == 0) {
            return parse(NOTHING, type);
        }
        checkType(context);
        return parse(body, type);
    }

    /** {@code node} as {@code type}, as strictly as a body; refused when it is anything else. */
    public static <T> T convert(JsonNode node, Class<T> type) {
        try {
            Optional<T> value = Optional.ofNullable(STRICT.treeToValue(node, type));
            return value.orElseThrow(() -> new RefusedException(JsonRefusals.noObject()));
        } catch (JacksonException e) {
            throw new RefusedException(JsonRefusals.of(e));
        }
    }

    private static void refuseConversion(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private static void checkType(Context context) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        boolean encoded = context.header("Content-Encoding") != null;
        if (encoded || !JSON.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
            throw new ProblemException(Problem.of(
                    415, "unsupported_media_type", "The body must be application/json in UTF-8, not encoded further."));
        }
    }

    static <T> T parse(byte[] body, Class<T> type) {
        try {
            // The word null is read as null, and as an empty body it is no object.
            Optional<T> value = Optional.ofNullable(STRICT.readValue(body, type));
            return value.orElseThrow(() -> new RefusedException(JsonRefusals.noObject()));
        } catch (JacksonException e) {
            throw new RefusedException(JsonRefusals.of(e));
        }
    }
}
