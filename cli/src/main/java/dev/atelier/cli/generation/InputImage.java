package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A picture of the user's as a {@code data:} URI. Its type is what its first bytes say, whatever its name. */
final class InputImage {
    private static final int RIFF_HEADER = 12;

    private InputImage() {}

    static String read(Path file) {
        try {
            var content = Files.readAllBytes(file);
            return "data:%s;base64,%s"
                    .formatted(type(file, content), Base64.getEncoder().encodeToString(content));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "The picture %s cannot be read.".formatted(file), e);
        }
    }

    private static String type(Path file, byte[] content) {
        var head = new String(content, 0, Math.min(content.length, RIFF_HEADER), StandardCharsets.ISO_8859_1);
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
}
