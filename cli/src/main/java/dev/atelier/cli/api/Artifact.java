package dev.atelier.cli.api;

import tools.jackson.databind.JsonNode;

/**
 * One result of a generation.
 *
 * @param url       where it is, as the server says
 * @param address   the same, relative to the server where it is the server's own
 * @param mediaType such as {@code image/png}
 * @param bytes     its size
 * @param sha256    hash of its content
 */
public record Artifact(String url, String address, String mediaType, long bytes, String sha256) {
    static Artifact of(JsonNode json, String base) {
        var url = json.path("url").asString();
        return new Artifact(
                url,
                url.startsWith(base) ? url.substring(base.length()) : url,
                json.path("mediaType").asString(),
                json.path("bytes").asLong(),
                json.path("sha256").asString());
    }

    /** How names of such files end, without the dot. */
    public String extension() {
        return switch (mediaType) {
            case "image/png" -> "png";
            case "image/jpeg" -> "jpg";
            case "image/webp" -> "webp";
            case "image/gif" -> "gif";
            case "video/mp4" -> "mp4";
            case "video/webm" -> "webm";
            case "application/json" -> "json";
            case "text/plain" -> "txt";
            default -> "bin";
        };
    }
}
