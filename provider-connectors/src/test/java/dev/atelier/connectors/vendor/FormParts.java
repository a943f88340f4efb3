package dev.atelier.connectors.vendor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.MultipartReader;
import okio.Buffer;
import okio.ByteString;

/** The parts of a form that a scripted vendor got. */
public final class FormParts {
    private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("\\bfilename=\"([^\"]*)\"");

    /**
     * One part.
     *
     * @param name    of the part
     * @param file    name of the file; empty where it is none
     * @param type    what it is said to be; empty where nothing is said
     * @param content all of it
     */
    public record Part(String name, String file, String type, ByteString content) {}

    private FormParts() {}

    /** All parts, in their order. */
    public static List<Part> of(RecordedRequest request) {
        var type = MediaType.get(String.valueOf(request.getHeaders().get("Content-Type")));
        var boundary = String.valueOf(type.parameter("boundary"));
        List<Part> parts = new ArrayList<>();
        try (var reader = new MultipartReader(new Buffer().write(request.getBody()), boundary)) {
            for (var part = reader.nextPart(); part != null; part = reader.nextPart()) {
                String disposition = String.valueOf(part.headers().get("Content-Disposition"));
                String said = part.headers().get("Content-Type");
                parts.add(new Part(
                        first(NAME, disposition),
                        first(FILE, disposition),
                        said == null ? "" : said,
                        part.body().readByteString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    /** The parts that are text, as {@code name=value}, in their order. */
    public static List<String> texts(RecordedRequest request) {
        return of(request).stream()
                .filter(part -> part.file().isEmpty())
                .map(part -> part.name() + "=" + part.content().utf8())
                .toList();
    }

    /** The parts that are files, as {@code name/file name/type}, in their order. */
    public static List<String> files(RecordedRequest request) {
        return of(request).stream()
                .filter(part -> !part.file().isEmpty())
                .map(part -> part.name() + "/" + part.file() + "/" + part.type())
                .toList();
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
