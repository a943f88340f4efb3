package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
    @TempDir
    private Path folder;

    private Layout layout;

    @BeforeEach
    void lay() {
        layout = new Layout(folder, folder);
    }

    @Test
    void aFreshFolderAndACleanlyLeftOneHaveNoKilledHolder() throws IOException {
        try (var first = DataLock.acquire(layout)) {
            assertThat(first.killed()).isEmpty();
        }

        try (var second = DataLock.acquire(layout)) {
            assertThat(second.killed()).isEmpty();
        }
    }

    @Test
    void aKilledHolderIsNamed() throws IOException {
        leaveOwner("4711 1700000000000");

        try (var lock = DataLock.acquire(layout)) {
            assertThat(lock.killed()).contains(new DataLock.Owner(4711, 1_700_000_000_000L));
        }
    }

    @Test
    void aHolderKilledWhileItWroteItsNameStillCounts() throws IOException {
        leaveOwner("47");

        try (var lock = DataLock.acquire(layout)) {
            assertThat(lock.killed()).contains(new DataLock.Owner(0, 0));
        }
    }

    @Test
    void anEarlierProcessWithThisProcessIdIsNotThisProcess() throws IOException {
        leaveOwner(ProcessHandle.current().pid() + " 1");

        try (var lock = DataLock.acquire(layout)) {
            assertThat(lock.killed()).isPresent();
        }
    }

    @Test
    void aRefusedSecondHolderDoesNotLoseTheLockOfTheFirst() throws IOException {
        try (var _ = DataLock.acquire(layout)) {
            for (var attempt = 0; attempt < 2; attempt++) {
                assertThatExceptionOfType(StackException.class).isThrownBy(() -> DataLock.acquire(layout));
            }
        }
    }

    @Test
    void aSecondCloseDoesNotTouchTheNextHolder() throws IOException {
        var first = DataLock.acquire(layout);
        first.close();

        try (var _ = DataLock.acquire(layout)) {
            first.close();

            assertThat(layout.run().resolve("owner")).exists();
        }
    }

    private void leaveOwner(String content) throws IOException {
        Files.createDirectories(layout.run());
        Files.writeString(layout.run().resolve("owner"), content);
    }
}
