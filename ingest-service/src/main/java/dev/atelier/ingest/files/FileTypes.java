package dev.atelier.ingest.files;

import java.util.Map;
import java.util.Set;

/** Which file extension stands for which media type. */
public final class FileTypes {
    private static final String ANY = "bin";
    private static final Map<String, Set<String>> BY_EXTENSION = Map.ofEntries(
            Map.entry("png", Set.of("image/png")),
            Map.entry("jpg", Set.of("image/jpeg")),
            Map.entry("jpeg", Set.of("image/jpeg")),
            Map.entry("webp", Set.of("image/webp")),
            Map.entry("gif", Set.of("image/gif")),
            Map.entry("avif", Set.of("image/avif")),
            Map.entry("heic", Set.of("image/heic")),
            Map.entry("svg", Set.of("image/svg+xml")),
            Map.entry("mp4", Set.of("video/mp4")),
            Map.entry("webm", Set.of("video/webm")),
            Map.entry("json", Set.of("application/json")),
            Map.entry("yaml", Set.of("application/yaml")),
            Map.entry("yml", Set.of("application/yaml")),
            Map.entry("xml", Set.of("application/xml")),
            Map.entry("csv", Set.of("text/csv")),
            Map.entry("txt", Set.of("text/plain")));

    private FileTypes() {}

    /** The extension of {@code mediaType}; {@code bin} for one that is not known. */
    public static String extension(String mediaType) {
        return switch (bare(mediaType)) {
            case "image/png" -> "png";
            case "image/jpeg" -> "jpg";
            case "image/webp" -> "webp";
            case "image/gif" -> "gif";
            case "image/avif" -> "avif";
            case "image/heic" -> "heic";
            case "image/svg+xml" -> "svg";
            case "video/mp4" -> "mp4";
            case "video/webm" -> "webm";
            case "application/json" -> "json";
            case "application/yaml" -> "yaml";
            case "application/xml" -> "xml";
            case "text/csv" -> "csv";
            case "text/plain" -> "txt";
            default -> ANY;
        };
    }

    /** Whether a file of {@code mediaType} may be asked for with {@code extension}. */
    static boolean fits(String extension, String mediaType) {
        return extension.equals(ANY)
                || BY_EXTENSION.getOrDefault(extension, Set.of()).contains(bare(mediaType));
    }

    private static String bare(String mediaType) {
        int parameters = mediaType.indexOf(';');
        return parameters < 0 ? mediaType : mediaType.substring(0, parameters).strip();
    }
}
