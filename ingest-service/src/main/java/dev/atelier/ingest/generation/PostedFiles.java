package dev.atelier.ingest.generation;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stores files that come with a request as inputs of the caller's project, named by their content. Thread-safe. */
public final class PostedFiles {
    private final ObjectStore objects;

    public PostedFiles(ObjectStore objects) {
        this.objects = requireNonNull(objects);
    }

    /** A file that can be read more than once. */
    @FunctionalInterface
    public interface Source {
        /** Its content from the beginning; the caller closes it. */
        InputStream open() throws IOException;
    }

    /** The reference by which an input means the file, once it is stored. Storing it again changes nothing. */
    public String store(String project, Source file, String mediaType) throws IOException {
        var digest = sha256();
        long bytes;
        try (var content = new DigestInputStream(file.open(), digest)) {
            bytes = content.transferTo(OutputStream.nullOutputStream());
        }
        String key = ObjectKeys.content(project, HexFormat.of().formatHex(digest.digest()));
        try (var content = file.open()) {
            objects.put(key, content, bytes, mediaType);
        }
        return InputClaims.SCHEME + key;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
