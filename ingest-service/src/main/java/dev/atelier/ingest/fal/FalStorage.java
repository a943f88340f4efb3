package dev.atelier.ingest.fal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atelier.ingest.dialect.Storage;
import dev.atelier.ingest.http.Authentication;
import dev.atelier.ingest.http.JsonBodies;
import dev.atelier.ingest.http.Replies;
import dev.atelier.ingest.uploads.UploadLinks.Slot;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** fal's storage: where a file may be brought, whole or in parts, and where it then is. Thread-safe. */
final class FalStorage {
    private final Storage storage;
    private final JsonBodies bodies;

    FalStorage(Storage storage, JsonBodies bodies) {
        this.storage = requireNonNull(storage);
        this.bodies = requireNonNull(bodies);
    }

    /** What is to come; its type is found out from its content. */
    record Announced(
            @JsonProperty("content_type") Optional<String> contentType,
            @JsonProperty("file_name") Optional<String> fileName) {}

    /** Where to bring it and where it will be: links that need no key. */
    record Place(
            @JsonProperty("upload_url") String uploadUrl,
            @JsonProperty("file_url") String fileUrl) {}

    /** Answers where the announced file may be brought; {@code base} is what links begin with. */
    void initiate(Context context, String base) throws IOException {
        FalOptions.checkUpload(context);
        String name = bodies.read(context, Announced.class).fileName().orElse("");
        String project = Authentication.caller(context).project();
        var links = storage.links();
        Slot slot = links.slot(project, storage.uploads().reserve(), name);
        Replies.json(
                context,
                200,
                new Place(
                        links.toWrite(base, slot),
                        links.toRead(base, project, slot.id(), slot.name().isEmpty() ? slot.id() : slot.name())));
    }
}
