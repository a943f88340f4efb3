package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.api.ApiClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A picture of the user's as an input: in the request itself as a {@code data:} URI, or uploaded where it is too large for
 * that. Its type is what its first bytes say, whatever its name.
 */
final class InputImage {
    private static final int RIFF_HEADER = 12;
    /** A request may be some times as large, also in base64. */
    private static final int LARGEST_INLINE = 256 * 1024;

    private InputImage() {}

    static String of(Path file, ApiClient api) {
        try {
            String type = type(file);
            return Files.size(file) > LARGEST_INLINE
                    ? api.upload(file).path("reference").asString("")
                    : "data:%s;base64,%s".formatted(type, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The picture %s cannot be read.".formatted(file), e);
        }
    }

    private static String type(Path file) throws IOException {
        var head = head(file);
        if (head.startsWith("\u0089PNG")) {
            return "image/png";
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return "image/webp";
        }
        throw new CommandFailure(ExitCode.USAGE, "%s is not a PNG, JPEG or WebP picture.".formatted(file));
    }

    private static String head(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(RIFF_HEADER), StandardCharsets.ISO_8859_1);
        }
    }
}
