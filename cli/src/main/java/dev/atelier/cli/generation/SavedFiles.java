package dev.atelier.cli.generation;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Terminal;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Artifact;
import dev.atelier.cli.api.Generation;
import dev.atelier.platform.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Puts the artifacts of a generation and their sidecars into files. A file is there as a whole or not at all. */
record SavedFiles(ApiClient api, Terminal terminal) {
    /** Returns the files, in the order of the artifacts. */
    List<Path> save(Generation generation, FileNames names) {
        var files = names.of(generation);
        var saved = new ArrayList<Path>();
        for (var i = 0; i < files.size(); i++) {
            var file = files.get(i);
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                download(generation.artifacts().get(i), file);
                sidecar(generation, file);
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "%s could not be saved (%s); `atelier resume %s` tries again."
                                .formatted(file, e, generation.id()),
                        e);
            }
            saved.add(file);
        }
        return saved;
    }

    private void download(Artifact artifact, Path file) throws IOException {
        var unfinished = unfinished(file);
        try {
            var hash = copy(artifact, unfinished);
            if (!hash.equals(artifact.sha256())) {
                throw new IOException("its content has hash %s, not %s".formatted(hash, artifact.sha256()));
            }
            if (Files.exists(file)) {
                terminal.say("replaces " + file);
            }
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private String copy(Artifact artifact, Path file) throws IOException {
        var digest = Sha256.newDigest();
        try (var content = api.content(artifact);
                var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            content.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** All that the server says about the generation, beside the file that came of it. */
    private static void sidecar(Generation generation, Path file) throws IOException {
        var unfinished = unfinished(file);
        Files.writeString(unfinished, Json.pretty(generation.json()) + "\n");
        move(unfinished, FileNames.sidecar(file));
    }

    private static Path unfinished(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
