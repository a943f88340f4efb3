package dev.atelier.ingest.tus;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.http.Problem;
import dev.atelier.ingest.http.ProblemException;
import dev.atelier.ingest.uploads.Checksum;
import dev.atelier.ingest.uploads.Upload.Notes;
import io.javalin.http.Context;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client says in the headers of its request, strictly read. */
final class TusRequest {
    /** The version that is spoken. */
    static final String VERSION = "1.0.0";
    /** The media type of bytes that go on with an upload. */
    static final String BYTES = "application/offset+octet-stream";

    private static final Map<String, String> ALGORITHMS =
            Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");
    /** Hashes that are known, as {@code Tus-Checksum-Algorithm} names them. */
    static final String CHECKSUMS = "sha1,sha256,sha512";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHECKSUM = Pattern.compile("([a-z0-9-]+) ([A-Za-z0-9+/]+={0,2})");
    private static final String FINAL = "final;";

    private final Context context;

    TusRequest(Context context) {
        this.context = requireNonNull(context);
    }

    /** Refuses a request of another version. */
    void checkVersion() {
        if (!header("Tus-Resumable").filter(VERSION::equals).isPresent()) {
            throw new ProblemException(new Problem(
                    412,
                    "wrong_version",
                    "Tus-Resumable must be %s.".formatted(VERSION),
                    Optional.of("Tus-Resumable"),
                    Map.of("Tus-Version", VERSION)));
        }
    }

    /** Whether the body goes on with an upload. */
    boolean bringsBytes() {
        return Optional.ofNullable(context.contentType())
                .map(type -> type.split(";", 2)[0].strip())
                .filter(BYTES::equalsIgnoreCase)
                .isPresent();
    }

    /** Refuses a body of another type. */
    void checkBytes() {
        if (!bringsBytes()) {
            throw new ProblemException(
                    Problem.of(415, "unsupported_media_type", "The body must be %s.".formatted(BYTES)));
        }
    }

    /** How many bytes the body has; absent when the client does not say so before. */
    Optional<Long> bodyLength() {
        return Optional.of(context.req().getContentLengthLong()).filter(length -> length >= 0);
    }

    /** The number of {@code Upload-Length}, if it is there. */
    Optional<Long> length() {
        return number("Upload-Length");
    }

    /** How many bytes a new upload is to have; absent when that is said later. */
    Optional<Long> plannedLength() {
        Optional<String> deferred = header("Upload-Defer-Length");
        if (deferred.isPresent() == length().isPresent()
                || deferred.filter(value -> !value.equals("1")).isPresent()) {
            throw RefusedException.invalid(
                    "Upload-Length", "Upload-Length must be given, or Upload-Defer-Length with the value 1");
        }
        return length();
    }

    /** Where the body goes on. */
    long offset() {
        return number("Upload-Offset")
                .orElseThrow(() -> RefusedException.invalid("Upload-Offset", "Upload-Offset must be given"));
    }

    private Optional<Long> number(String name) {
        return header(name).map(text -> {
            if (!NUMBER.matcher(text).matches()) {
                throw RefusedException.invalid(name, "%s must be a number from 0".formatted(name));
            }
            return Long.parseLong(text);
        });
    }

    /** What the body is to be hashed to. */
    Optional<Checksum> checksum() {
        return header("Upload-Checksum").map(text -> {
            Matcher parts = CHECKSUM.matcher(text);
            String algorithm = parts.matches() ? ALGORITHMS.get(parts.group(1)) : null;
            if (algorithm == null) {
                throw RefusedException.invalid(
                        "Upload-Checksum",
                        "Upload-Checksum must be one of %s, and a hash in base64".formatted(CHECKSUMS));
            }
            return new Checksum(algorithm, hexadecimal(parts.group(2)));
        });
    }

    private static String hexadecimal(String base64) {
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            throw RefusedException.invalid("Upload-Checksum", "Upload-Checksum must have a hash in base64");
        }
    }

    /** What the client says of a new upload; what it says of no name is named {@code name}. */
    Notes notes(String name) {
        Optional<String> metadata = header("Upload-Metadata").filter(text -> !text.isBlank());
        Optional<String> concat = header("Upload-Concat");
        concat.filter(text -> !text.equals("partial") && !text.startsWith(FINAL))
                .ifPresent(_ -> {
                    throw RefusedException.invalid(
                            "Upload-Concat", "Upload-Concat must be partial, or final; and its parts");
                });
        return new Notes(
                metadata.map(TusMetadata::fileName)
                        .filter(found -> !found.isEmpty())
                        .orElse(name),
                metadata,
                concat);
    }

    /** The ids of the uploads that the new one is made of; absent when it is not made of others. */
    Optional<List<String>> parts() {
        return header("Upload-Concat")
                .filter(text -> text.startsWith(FINAL))
                .map(text -> text.substring(FINAL.length()).strip())
                .map(urls -> Pattern.compile(" +")
                        .splitAsStream(urls)
                        .map(url -> url.substring(url.lastIndexOf('/') + 1))
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    /** The method that is meant by a POST of a client that can send no other. */
    Optional<String> override() {
        return header("X-HTTP-Method-Override");
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }
}
