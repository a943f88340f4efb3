package dev.atelier.platform.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import tools.jackson.core.JacksonException;

/**
 * Tells a file's type by its content, and whether all of it is there. Decodes nothing, so it takes no more time or memory than
 * the file has bytes. Thread-safe.
 */
public final class FileInspector {
    /** A longer text is no answer of a model. */
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;

    private FileInspector() {}

    /** Looks at {@code file} from its start to its limit; its position is left alone. */
    public static FileFacts inspect(ByteBuffer file) {
        if (file.limit() == 0) {
            return new FileFacts.Broken("empty");
        }
        try {
            return PictureFile.inspect(file)
                    .or(() -> IsoFile.inspect(file))
                    .or(() -> VideoFile.inspect(file))
                    .orElseGet(() -> text(file));
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            // Its own lengths point past its end.
            return new FileFacts.Broken("cut off");
        }
    }

    /** Whether the {@code length} bytes at {@code offset} read {@code expected}. */
    static boolean says(ByteBuffer file, int offset, String expected) {
        byte[] bytes = expected.getBytes(ISO_8859_1);
        if (offset < 0 || file.limit() - offset < bytes.length) {
            return false;
        }
        byte[] found = new byte[bytes.length];
        file.get(offset, found);
        return new String(found, ISO_8859_1).equals(expected);
    }

    private static FileFacts text(ByteBuffer file) {
        var unknown = new FileFacts.Broken("of an unknown type");
        if (file.limit() > LONGEST_TEXT) {
            return unknown;
        }
        try {
            String text =
                    UTF_8.newDecoder().decode(file.duplicate().position(0)).toString();
            if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
                return unknown;
            }
            return FileFacts.Whole.of(isJson(text) ? "application/json" : "text/plain");
        } catch (CharacterCodingException e) {
            return unknown;
        }
    }

    /** A bare word or number is text; an object or an array is JSON, if it is complete. */
    private static boolean isJson(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return false;
        }
        try {
            Json.MAPPER.readTree(text);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }
}
