package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The files of one model, in the layout of a diffusers ONNX export, wherever they lie. Thread-safe. */
sealed interface ModelFiles permits FolderFiles, ShippedFiles {
    /** The networks, each a folder with a {@link #NETWORK}. */
    List<String> PARTS = List.of("text_encoder", "unet", "vae_decoder", "vae_encoder");

    String NETWORK = "model.onnx";

    /** The model's name, which is also its folder's. */
    String model();

    boolean has(String file);

    /** The whole of {@code file}, which is small, if it is there. */
    Optional<byte[]> read(String file);

    /** What the networks weigh, which is about what they take in memory. */
    long bytes();

    /** Loads the network {@code part}, which is there. */
    OrtSession open(String part, OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;

    /** The text of {@code file}, which must be there. */
    default String text(String file) {
        return new String(read(file).orElseThrow(() -> lacks(file)), StandardCharsets.UTF_8);
    }

    /** The JSON object in {@code file}, which must be there. */
    default JsonNode json(String file) {
        return parse(file, text(file));
    }

    /** The JSON object in {@code file}; one without keys when the file is not there. */
    default JsonNode jsonIfThere(String file) {
        return has(file) ? json(file) : Json.MAPPER.createObjectNode();
    }

    /** Fails with a sentence when a network that every model needs is not there. */
    default void mustHave(String file) {
        if (!has(file)) {
            throw lacks(file);
        }
    }

    private InvalidConfigException lacks(String file) {
        return new InvalidConfigException("it lacks the file " + file);
    }

    private JsonNode parse(String file, String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            check(json.isObject(), file, "must be a JSON object", json.getNodeType());
            return json;
        } catch (JacksonException e) {
            throw new InvalidConfigException(file + " is not JSON", e);
        }
    }
}
