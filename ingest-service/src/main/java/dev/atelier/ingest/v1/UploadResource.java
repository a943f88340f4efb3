package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.uploads.Upload;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import java.util.List;
import java.util.Optional;

/**
 * An upload, as clients see it.
 *
 * @param status    unfinished or stored
 * @param reference what inputs of the project may name it by, once it is stored
 * @param url       where it may be read without a key, and what inputs may name it by as well
 * @param received  how many bytes have arrived
 * @param length    how many there are to be, where that is known
 * @param mediaType its type by its content
 * @param sha256    the hash of its content, in hexadecimal
 * @param expiresAt from then on it is no more
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record UploadResource(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String status,
        Optional<String> name,
        Optional<String> reference,
        Optional<String> url,
        Optional<Long> received,
        Optional<Long> length,
        Optional<String> mediaType,
        Optional<Long> bytes,
        Optional<String> sha256,
        Optional<Integer> width,
        Optional<Integer> height,
        @JsonProperty(required = true) String expiresAt) {

    /** Several that came at once. */
    record Several(@JsonProperty(required = true) List<UploadResource> data) {
        Several {
            data = List.copyOf(data);
        }
    }

    /** {@code url} is where a stored one may be read. */
    static UploadResource of(Stored upload, String url) {
        var content = upload.content();
        return new UploadResource(
                upload.id(),
                "stored",
                name(upload),
                Optional.of(upload.reference()),
                Optional.of(url),
                Optional.empty(),
                Optional.empty(),
                Optional.of(content.mediaType()),
                Optional.of(content.bytes()),
                Optional.of(content.sha256()),
                content.width(),
                content.height(),
                upload.expiresAt().toString());
    }

    static UploadResource of(Unfinished upload) {
        return new UploadResource(
                upload.id(),
                "unfinished",
                name(upload),
                Optional.empty(),
                Optional.empty(),
                Optional.of(upload.received()),
                upload.length(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                upload.expiresAt().toString());
    }

    private static Optional<String> name(Upload upload) {
        return Optional.of(upload.notes().name()).filter(name -> !name.isEmpty());
    }
}
