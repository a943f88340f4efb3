package dev.atelier.connectors.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Finds the files in the output of a model that answers as it likes: by the names that most models use, then anywhere. */
public final class FileReferences {
    /** The first that holds a file counts: many models give the same file under two names. */
    private static final List<String> NAMES = List.of(
            "images",
            "image",
            "videos",
            "video",
            "image_urls",
            "image_url",
            "video_urls",
            "video_url",
            "urls",
            "url",
            "outputs",
            "output",
            "result",
            "data",
            "message");

    /** No sentence has so many letters without a space. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\r\\n]{64,}={0,2}\\s*");

    private FileReferences() {}

    /** URLs and data URIs, in their order; bare base64 becomes a data URI. */
    public static List<String> in(JsonNode output) {
        if (output.isString()) {
            return reference(output.asString()).toList();
        }
        for (String name : NAMES) {
            var found = output.isObject() ? in(output.path(name)) : List.<String>of();
            if (!found.isEmpty()) {
                return found;
            }
        }
        List<String> all = new ArrayList<>();
        output.forEach(one -> all.addAll(in(one)));
        return all;
    }

    private static Stream<String> reference(String text) {
        if (text.startsWith("http://") || text.startsWith("https://") || text.startsWith("data:")) {
            return Stream.of(text);
        }
        return BASE64.matcher(text).matches() ? Stream.of("data:;base64," + text) : Stream.empty();
    }
}
