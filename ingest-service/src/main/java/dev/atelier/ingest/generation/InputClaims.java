package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The claim check of inputs: a large data URI becomes a reference to an object, named by the hash of its content, so
 * that pictures never ride in records. A reference that a client brings must be to an object of its own project.
 */
final class InputClaims {
    private static final int LONGEST_DATA_URI = 8 * 1024;
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64";
    private static final String UNTYPED = "application/octet-stream";
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,127}");
    /** A number that is longer when written out is no parameter of any model, but dear to compute with. */
    private static final int LARGEST_SCALE = 400;

    /** What is to be stored before the request is sent. */
    static final class Claim {
        private final String key;
        private final String mediaType;
        private final byte[] content;

        private Claim(String key, String mediaType, byte[] content) {
            this.key = key;
            this.mediaType = mediaType;
            this.content = content;
        }
    }

    /** The input with references in the place of large values, and what they refer to. */
    record Claimed(ObjectNode input, List<Claim> claims) {}

    private final String project;
    private final List<Claim> claims = new ArrayList<>();

    private InputClaims(String project) {
        this.project = project;
    }

    /** Replaces the large values of {@code input} and checks the references in it. Stores nothing yet. */
    static Claimed claim(String project, ObjectNode input) {
        return claim(project, input, "input");
    }

    /** As {@link #claim(String, ObjectNode)}, for what stands at {@code path} of the body. */
    static Claimed claim(String project, ObjectNode input, String path) {
        var walk = new InputClaims(project);
        return new Claimed((ObjectNode) walk.replace(input, path), List.copyOf(walk.claims));
    }

    /** Stores what the references refer to. Storing it again changes nothing. */
    static void store(List<Claim> claims, ObjectStore objects) {
        requireNonNull(objects);
        for (Claim claim : claims) {
            objects.put(claim.key, claim.content, claim.mediaType);
        }
    }

    private JsonNode replace(JsonNode node, String path) {
        return switch (node) {
            case ObjectNode object -> replaceEach(object, path);
            case ArrayNode array -> replaceEach(array, path);
            case StringNode text -> replaceText(text, path);
            default -> checkNumber(node, path);
        };
    }

    private ObjectNode replaceEach(ObjectNode object, String path) {
        ObjectNode copy = object.objectNode();
        object.properties().forEach(property -> {
            checkText(property.getKey(), path);
            copy.set(property.getKey(), replace(property.getValue(), path + "." + property.getKey()));
        });
        return copy;
    }

    private ArrayNode replaceEach(ArrayNode array, String path) {
        ArrayNode copy = array.arrayNode(array.size());
        for (int index = 0; index < array.size(); index++) {
            copy.add(replace(array.get(index), "%s[%d]".formatted(path, index)));
        }
        return copy;
    }

    private JsonNode replaceText(StringNode node, String path) {
        String text = node.stringValue();
        if (text.startsWith(ObjectKeys.SCHEME)) {
            checkReference(text.substring(ObjectKeys.SCHEME.length()), path);
        } else if (text.length() > LONGEST_DATA_URI && text.regionMatches(true, 0, DATA, 0, DATA.length())) {
            return StringNode.valueOf(ObjectKeys.SCHEME + take(text, path));
        } else {
            checkText(text, path);
        }
        return node;
    }

    private void checkReference(String key, String path) {
        boolean own = key.startsWith("projects/%s/content/".formatted(project));
        if (!own || !key.matches("[\\x21-\\x7e]{1,512}") || key.contains("..")) {
            throw RefusedException.invalid(path, "%s must be a reference to an object of the project".formatted(path));
        }
    }

    private static void checkText(String text, String path) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw RefusedException.invalid(path, "%s must be text, but has half a surrogate pair".formatted(path));
        }
    }

    private static JsonNode checkNumber(JsonNode node, String path) {
        if (node.isNumber() && Math.abs((long) node.decimalValue().scale()) > LARGEST_SCALE) {
            throw RefusedException.invalid(path, "%s must be a number of ordinary size".formatted(path));
        }
        return node;
    }

    private String take(String uri, String path) {
        int comma = uri.indexOf(',');
        String head =
                uri.substring(DATA.length(), Math.max(comma, DATA.length())).toLowerCase(Locale.ROOT);
        if (!head.endsWith(BASE64)) {
            throw RefusedException.invalid(
                    path, "%s must be a data URI in base64, because it is large".formatted(path));
        }
        byte[] content = decode(uri.substring(comma + 1), path);
        String mediaType = head.substring(0, head.length() - BASE64.length());
        String key = ObjectKeys.content(project, Sha256.hex(content));
        claims.add(new Claim(key, MEDIA_TYPE.matcher(mediaType).matches() ? mediaType : UNTYPED, content));
        return key;
    }

    private static byte[] decode(String base64, String path) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw RefusedException.invalid(path, "%s must be a data URI of valid base64".formatted(path));
        }
    }
}
