package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void keysAreMadeOnceAFolder() throws IOException {
        var made = Credentials.of(folder);

        assertThat(Credentials.of(folder)).isEqualTo(made);
        assertThat(made.secretKey()).hasSize(64);
    }

    @Test
    void onlyTheOwnerCanReadThem() throws IOException {
        Credentials.of(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s3-credentials"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsToldWithWhatItLacks() throws IOException {
        Files.writeString(folder.resolve("s3-credentials"), "access-key=a\n");

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> Credentials.of(folder))
                .withMessageContaining("has no secret-key");
    }

    @Test
    void noTextFormShowsTheSecret() {
        var endpoint = new S3Endpoint(URI.create("http://127.0.0.1:9000"), "key", "hush");

        assertThat(endpoint.toString()).doesNotContain("hush");
        assertThat(new Credentials("key", "hush").toString()).doesNotContain("hush");
    }
}
