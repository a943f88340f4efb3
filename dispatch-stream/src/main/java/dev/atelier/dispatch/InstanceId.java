package dev.atelier.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name of an instance in its group. It lies with the state that it names, so that whoever starts on this state again,
 * after a {@code kill -9} too, is the same member and has its tasks back at once instead of after a session time-out.
 */
final class InstanceId {
    private InstanceId() {}

    static String of(Path stateFolder) {
        Path file = stateFolder.resolve("instance-id");
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(stateFolder);
                Files.writeString(file, UUID.randomUUID().toString());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("state folder %s must be writable".formatted(stateFolder), e);
        }
    }
}
