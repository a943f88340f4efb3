package dev.atelier.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * One stack at a time on a data folder. The lock itself is the kernel's, so a killed holder leaves none; the file
 * {@code owner} beside it names the holder, and is still there after a stop that was not clean.
 */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path owner;
    private final Optional<Owner> killed;

    private DataLock(FileChannel channel, Path owner, Optional<Owner> killed) {
        this.channel = channel;
        this.owner = owner;
        this.killed = killed;
    }

    /** Who held, or holds, the folder. The start instant tells two processes with the same id apart. */
    record Owner(long pid, long startMillis) {
        static Owner self() {
            var self = ProcessHandle.current();
            return new Owner(
                    self.pid(),
                    self.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }

        static Optional<Owner> read(Path file) throws IOException {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var words = Files.readString(file).strip().split(" ", -1);
            return words.length == 2 && words[0].matches("\\d+") && words[1].matches("\\d+")
                    ? Optional.of(new Owner(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.of(new Owner(0, 0)); // Killed while it wrote the file.
        }
    }

    static DataLock acquire(Layout layout) throws IOException {
        Files.createDirectories(layout.run());
        var ownerFile = layout.run().resolve("owner");
        var before = Owner.read(ownerFile);
        // Asked before the lock file is touched: closing any channel to it would give up the lock this process holds.
        if (before.equals(Optional.of(Owner.self()))) {
            throw taken(layout, before);
        }
        var channel =
                FileChannel.open(layout.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                throw taken(layout, Owner.read(ownerFile));
            }
        } catch (OverlappingFileLockException e) {
            throw taken(layout, Optional.of(Owner.self()));
        }
        var self = Owner.self();
        Files.writeString(ownerFile, self.pid() + " " + self.startMillis());
        return new DataLock(channel, ownerFile, before);
    }

    private static StackException taken(Layout layout, Optional<Owner> holder) {
        return new StackException("%s is in use by process %s; stop that one, or choose another data folder."
                .formatted(
                        layout.data(),
                        holder.map(owner -> Long.toString(owner.pid())).orElse("(unknown)")));
    }

    /** The holder before this one, where it went without a clean stop. */
    Optional<Owner> killed() {
        return killed;
    }

    /** Gives the folder back after a clean stop; a second call must not touch what is another holder's by then. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(owner);
            channel.close();
        }
    }
}
