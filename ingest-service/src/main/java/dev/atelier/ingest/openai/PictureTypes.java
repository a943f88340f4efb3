package dev.atelier.ingest.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.atelier.ingest.generation.RefusedException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Optional;

/** What kind of picture a file is, by its first bytes: clients say {@code application/octet-stream}, or anything. */
final class PictureTypes {
    private static final int HEAD = 16;

    private PictureTypes() {}

    /** The media type of {@code file}; refused, as {@code name}, when it is no picture that is known. */
    static String of(String name, Part file) throws IOException {
        try (var content = file.getInputStream()) {
            return type(content.readNBytes(HEAD))
                    .orElseThrow(() -> RefusedException.invalid(
                            name, "%s must be a PNG, JPEG, WebP, GIF or AVIF picture".formatted(name)));
        }
    }

    static Optional<String> type(byte[] head) {
        String text = new String(head, ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        return text.startsWith("ftypavi", 4) ? Optional.of("image/avif") : Optional.empty();
    }
}
