package dev.atelier.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions of the servers that this build was made for, as the root pom pins them. */
public final class PinnedVersions {
    private PinnedVersions() {}

    /** Of {@code kafka}, {@code registry}, {@code s3proxy} or {@code cassandra}. */
    public static String of(String server) {
        var versions = new Properties();
        try (InputStream in = PinnedVersions.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(in, "versions.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(versions.getProperty(server), server);
    }
}
