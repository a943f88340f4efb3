package dev.atelier.ingest.uploads;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.files.FileLinks;
import dev.atelier.ingest.generation.InputSources;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.store.Generation.Artifact;
import dev.atelier.ingest.uploads.Upload.Content;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.schemas.GenerationIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The files that an input may name: uploads by reference or address, artifacts by the links that answers carry, and what is at
 * a URL elsewhere. Thread-safe.
 */
public final class NamedFiles implements InputSources {
    private static final String UPLOADS = "uploads";
    private static final String FILES = "files";
    /** What an address that needs a key begins with, before an upload's id: of the native API, and of Replicate's dialect. */
    private static final List<List<String>> ADDRESSES =
            List.of(List.of("v1", UPLOADS), List.of("replicate", "v1", FILES));
    /** What leads there, a token, and a name. */
    private static final int LINK = 3;

    private final Uploads uploads;
    private final RemoteFiles remote;
    private final UploadLinks links;
    private final FileLinks artifacts;
    private final Read read;

    public NamedFiles(Uploads uploads, RemoteFiles remote, UploadLinks links, FileLinks artifacts, Read read) {
        this.uploads = requireNonNull(uploads);
        this.remote = requireNonNull(remote);
        this.links = requireNonNull(links);
        this.artifacts = requireNonNull(artifacts);
        this.read = requireNonNull(read);
    }

    @Override
    public Optional<String> find(String project, String reference, String field) throws InterruptedException {
        if (reference.startsWith(Upload.SCHEME)) {
            return Optional.of(upload(project, reference.substring(Upload.SCHEME.length()), field));
        }
        HttpUrl url = HttpUrl.parse(reference);
        return url == null ? Optional.empty() : find(project, url.pathSegments(), field);
    }

    /** Whatever host is named: a token proves itself, and an id is looked for in the project alone. */
    private Optional<String> find(String project, List<String> path, String field) throws InterruptedException {
        Optional<String> id = uploadId(path);
        if (id.isPresent()) {
            return Optional.of(upload(project, id.get(), field));
        }
        if (path.size() != LINK) {
            return Optional.empty();
        }
        return switch (path.getFirst()) {
            case UPLOADS -> linkedUpload(project, path.get(1), field);
            case FILES -> artifact(project, path.get(1), field);
            default -> Optional.empty();
        };
    }

    /** Of the upload at {@code path}, or its content: {@code /v1/uploads/{id}/content} beside {@code /v1/uploads/{id}}. */
    private static Optional<String> uploadId(List<String> path) {
        List<String> address = path.getLast().equals("content") ? path.subList(0, path.size() - 1) : path;
        return Optional.of(address)
                .filter(all -> !all.isEmpty() && ADDRESSES.contains(all.subList(0, all.size() - 1)))
                .map(List::getLast)
                .filter(GenerationIds::isValid);
    }

    private Optional<String> linkedUpload(String project, String token, String field) {
        var slot = links.readable(token);
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        check(slot.get().project().equals(project), field);
        return Optional.of(upload(project, slot.get().id(), field));
    }

    private Optional<String> artifact(String project, String token, String field) throws InterruptedException {
        var shown = artifacts.shown(token);
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        check(shown.get().project().equals(project), field);
        List<Artifact> made = read.get(project, shown.get().generationId()).artifacts();
        check(shown.get().index() < made.size(), field);
        return Optional.of(made.get(shown.get().index()).key());
    }

    private String upload(String project, String id, String field) {
        Optional<Stored> stored = uploads.find(project, id);
        check(stored.isPresent(), field);
        return stored.orElseThrow().content().key();
    }

    private static void check(boolean known, String field) {
        if (!known) {
            throw RefusedException.invalid(
                    field, "%s must name a file of the project that is there and has not expired".formatted(field));
        }
    }

    @Override
    public String fetch(Wanted wanted, Duration time) throws InterruptedException {
        String project = wanted.scope().project();
        Optional<String> key = wanted.scope().idempotencyKey();
        if (key.isEmpty()) {
            return remote.fetch(project, wanted.url(), wanted.field(), time).key();
        }
        // What is at the URL may change; what the key stands for may not.
        String id = GenerationIds.derive(project, "url\u0000%s\u0000%s".formatted(key.get(), wanted.url()));
        Optional<Stored> before = uploads.find(project, id);
        if (before.isPresent()) {
            return before.get().content().key();
        }
        Content content = remote.fetch(project, wanted.url(), wanted.field(), time);
        return uploads.insert(project, id, Notes.named(""), content).content().key();
    }

    @Override
    public Duration time() {
        return remote.time();
    }
}
