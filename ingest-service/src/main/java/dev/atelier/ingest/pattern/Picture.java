package dev.atelier.ingest.pattern;

import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.schemas.GenerationIds;
import java.util.Optional;

/**
 * A picture that is to be read, as an input names it.
 *
 * @param reference a URL, a data URI, or an upload by its id
 */
public record Picture(String reference) {
    private static final int LONGEST_URL = 2048;
    private static final String DATA = "data:";

    /** What stands at {@code url}, which may be a data URI, or was brought as upload {@code uploadId}: exactly one of them. */
    public static Picture of(String field, Optional<String> url, Optional<String> uploadId) {
        if (url.isPresent() == uploadId.isPresent()) {
            throw RefusedException.invalid(
                    field + "image_url",
                    "exactly one of %simage_url and %supload_id must be given, but %s"
                            .formatted(field, field, url.isPresent() ? "both were" : "neither was"));
        }
        return url.map(text -> at(field + "image_url", text))
                .orElseGet(() -> uploaded(field + "upload_id", uploadId.orElseThrow()));
    }

    private static Picture at(String field, String url) {
        boolean link = url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
        if (!(link && url.length() <= LONGEST_URL) && !url.regionMatches(true, 0, DATA, 0, DATA.length())) {
            throw RefusedException.invalid(
                    field,
                    "%s must be a URL of at most %d characters, or a data URI in base64".formatted(field, LONGEST_URL));
        }
        return new Picture(url);
    }

    private static Picture uploaded(String field, String id) {
        if (!GenerationIds.isValid(id)) {
            throw RefusedException.invalid(field, "%s must be the id of an upload".formatted(field));
        }
        return new Picture(Upload.SCHEME + id);
    }
}
