package dev.atelier.cli.generation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Generations as a server describes them. */
final class Resources {
    static final String ID = "0199aaaa-bbbb-7ccc-8ddd-eeee12345678";
    static final String PATH = "/v1/generations/" + ID;

    private Resources() {}

    static String in(String status) {
        return in(status, "");
    }

    static String in(String status, String more) {
        return """
                {"id": "%s", "status": "%s", "model": "atelier/sketch", "tags": ["demo"],
                 "input": {"prompt": "A red fox, à la carte!", "seed": 7}, "createdAt": "2026-01-01T12:00:00Z"%s}
                """.formatted(ID, status, more);
    }

    /** Succeeded, with one picture for each content. */
    static String stored(String... contents) {
        var artifacts = Arrays.stream(contents).map(Resources::artifact).collect(Collectors.joining(", "));
        return in("succeeded", ", \"artifacts\": [%s]".formatted(artifacts));
    }

    private static String artifact(String content) {
        return """
                {"id": "%s.0", "url": "/files/%s.png", "mediaType": "image/png", "bytes": %d, "sha256": "%s"}""".formatted(ID, content, content.length(), sha256(content));
    }

    static String sha256(String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
