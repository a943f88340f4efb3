package dev.atelier.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/** The keys of the object store: made once a data folder, and readable by its owner alone. */
record Credentials(String accessKey, String secretKey) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Those of the data folder, made now if it has none. */
    static Credentials of(Path dataFolder) throws IOException {
        var file = dataFolder.resolve("s3-credentials");
        if (!Files.exists(file)) {
            writeSecretly(file, "access-key=atelier-%s\nsecret-key=%s\n".formatted(random(6), random(32)));
        }
        var stored = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            stored.load(reader);
        }
        return new Credentials(read(stored, "access-key", file), read(stored, "secret-key", file));
    }

    private static String read(Properties stored, String key, Path file) {
        var value = stored.getProperty(key);
        if (value == null) {
            throw new StackException(
                    "%s has no %s; restore the file, or remove it to make new keys.".formatted(file, key));
        }
        return value;
    }

    /** Writes a whole file with mode 600: never a moment in which others can read it, or in which it is half there. */
    static void writeSecretly(Path file, String content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, content, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A name for a new Kafka cluster, in the form its tools want: 16 bytes, never starting like an option. */
    static String clusterId() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        bytes[0] &= 0x7f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Credentials[redacted]";
    }
}
