package dev.atelier.ingest.manifest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format that a manifest can be had in. The rules of each are in {@code docs/manifests.md}. */
public enum ManifestFormat {
    /** What is stored, and what the other formats are made from. */
    JSON("application/json", "json"),
    /** YAML 1.2, that readers of YAML 1.1 take for the same (RFC 9512). */
    YAML("application/yaml", "yaml"),
    XML("application/xml", "xml"),
    /** Rows with a header (RFC 4180). */
    CSV("text/csv; charset=utf-8", "csv"),
    /** What people read. The only format that cannot be read back. */
    TEXT("text/plain; charset=utf-8", "txt");

    private final String mediaType;
    private final String extension;

    ManifestFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** Its name in requests: {@code json}, {@code yaml}, {@code xml}, {@code csv} or {@code text}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its media type, with its character set where that has to be said. */
    public String mediaType() {
        return mediaType;
    }

    /** The extension of a file of it, without a dot. */
    public String extension() {
        return extension;
    }

    /** The format of this {@link #word}, in any case. */
    public static Optional<ManifestFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equalsIgnoreCase(word))
                .findFirst();
    }

    /** The format of a file with this extension; YAML's is {@code yml} as well. */
    public static Optional<ManifestFormat> ofExtension(String extension) {
        return extension.equals("yml")
                ? Optional.of(YAML)
                : Arrays.stream(values())
                        .filter(format -> format.extension.equals(extension))
                        .findFirst();
    }
}
