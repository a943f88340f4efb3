package dev.atelier.ingest.uploads;

import static dev.atelier.ingest.testing.PngFiles.png;
import static dev.atelier.ingest.testing.PngFiles.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.atelier.ingest.generation.Refusal.Forbidden;
import dev.atelier.ingest.generation.Refusal.InvalidRequest;
import dev.atelier.ingest.generation.Refusal.NotFound;
import dev.atelier.ingest.generation.Refusal.NotNow;
import dev.atelier.ingest.generation.Refusal.TooLarge;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.testing.PngFiles;
import dev.atelier.ingest.uploads.ResumableUploads.Advanced;
import dev.atelier.ingest.uploads.ResumableUploads.Next;
import dev.atelier.ingest.uploads.Upload.Notes;
import dev.atelier.ingest.uploads.Upload.Stored;
import dev.atelier.ingest.uploads.Upload.Unfinished;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Uploads that come piece by piece, whoever breaks off, and whoever else is at it. */
class ResumableUploadsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PROJECT = "default";
    private static final Notes NOTES = Notes.named("fox.png");
    private static final Notes PARTIAL = new Notes("", Optional.empty(), Optional.of("partial"));
    private static final UploadsConfig CONFIG = new UploadsConfig(
            1000, 100, 3, Duration.ofHours(1), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final byte[] file = png(1);
    private final Memory memory = new Memory();
    private Instant now = NOON;
    private final Uploads all = new Uploads(new Intake(memory, CONFIG), memory, memory, CONFIG, () -> now);
    private final ResumableUploads uploads = all.resumable();
    private final String id = all.reserve();

    @Test
    void isAFileOnceItsLastByteHasArrived() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) file.length));

        Upload half = append(begun, Arrays.copyOf(file, 50));
        Upload whole = append(half, Arrays.copyOfRange(file, 50, file.length));

        assertThat(half.received()).isEqualTo(50);
        assertThat(whole).isInstanceOfSatisfying(Stored.class, stored -> {
            assertThat(stored.content().mediaType()).isEqualTo("image/png");
            assertThat(stored.content().sha256()).isEqualTo(sha256(file));
            assertThat(stored.content().width()).contains(4);
            assertThat(memory.files.get(stored.content().key())).isEqualTo(file);
        });
        assertThat(memory.pieces).isEmpty();
    }

    @Test
    void keepsWhatCameBeforeItsSenderBrokeOff() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) file.length));

        assertThatIOException().isThrownBy(() -> uploads.append(begun, next(0), brokenAfter(60, file)));

        Upload left = found();
        assertThat(left.received()).isEqualTo(60);
        assertThat(append(left, Arrays.copyOfRange(file, 60, file.length))).isInstanceOf(Stored.class);
    }

    @Test
    void tellsOneOfTwoWhoGoOnAtTheSamePlace() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) file.length));
        InputStream slow = before(() -> append(begun, Arrays.copyOf(file, 50)), Arrays.copyOf(file, 70));

        assertRefused(() -> uploads.append(begun, next(0), slow), NotNow.class::isInstance);

        assertThat(found().received()).isEqualTo(50);
        assertThat(memory.pieces).hasSize(1);
    }

    @Test
    void changesNothingWhereItDoesNotGoOn() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) file.length));
        Upload half = append(begun, Arrays.copyOf(file, 50));

        assertRefused(() -> append(half, 49, file), NotNow.class::isInstance);
        assertRefused(() -> append(half, 51, file), NotNow.class::isInstance);

        assertThat(found().received()).isEqualTo(50);
    }

    @Test
    void keepsOnlyBytesThatHaveTheirChecksum() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) file.length));
        byte[] half = Arrays.copyOf(file, 50);
        Optional<Checksum> sum = checksum(half);

        Advanced wrong = uploads.append(begun, new Next(0, sum), stream(Arrays.copyOf(file, 51)));
        assertThatIOException().isThrownBy(() -> uploads.append(begun, new Next(0, sum), brokenAfter(20, half)));
        long kept = found().received();
        Advanced right = uploads.append(begun, new Next(0, sum), stream(half));

        assertThat(wrong).isEqualTo(new Advanced.Mismatch());
        assertThat(kept).isZero();
        assertThat(right)
                .isInstanceOfSatisfying(
                        Advanced.To.class,
                        to -> assertThat(to.upload().received()).isEqualTo(50));
        assertThat(memory.pieces).hasSize(1);
    }

    @Test
    void takesNoMoreThanItIsToHave() throws IOException {
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of(50L));
        String other = all.reserve();
        Upload open = uploads.begin(PROJECT, other, NOTES, Optional.empty());

        assertRefused(() -> append(begun, Arrays.copyOf(file, 51)), TooLarge.class::isInstance);
        assertRefused(() -> append(open, new byte[1001]), TooLarge.class::isInstance);
        assertRefused(
                () -> uploads.begin(PROJECT, all.reserve(), NOTES, Optional.of(1001L)), TooLarge.class::isInstance);
        assertRefused(
                () -> uploads.begin(PROJECT, all.reserve(), NOTES, Optional.of(0L)), InvalidRequest.class::isInstance);

        assertThat(found().received()).isZero();
    }

    @Test
    void learnsItsLengthLater() throws IOException {
        Upload all = append(uploads.begin(PROJECT, id, NOTES, Optional.empty()), file);

        assertRefused(() -> uploads.fixLength((Unfinished) all, 5), InvalidRequest.class::isInstance);
        Upload whole = uploads.fixLength((Unfinished) all, file.length);

        assertThat(whole).isInstanceOf(Stored.class);
    }

    @Test
    void keepsTheLengthThatItHas() {
        Unfinished begun = uploads.begin(PROJECT, id, NOTES, Optional.of(100L));

        assertThat(uploads.fixLength(begun, 100).length()).contains(100L);
        assertRefused(() -> uploads.fixLength(begun, 99), InvalidRequest.class::isInstance);
    }

    /** The instance that took the last byte was killed before it put the file together. */
    @Test
    void isBroughtToItsEndByWhoeverLooksNext() {
        memory.pieces.put(id + "/whole", file);
        var pieces = new TreeMap<>(java.util.Map.of(0L, "whole"));
        var length = Optional.of((long) file.length);
        memory.rows.put(
                PROJECT + '/' + id,
                new Unfinished(PROJECT, id, NOTES, NOON.plusSeconds(60), length, pieces, file.length));

        assertThat(uploads.find(PROJECT, id)).get().isInstanceOf(Stored.class);
        assertThat(memory.pieces).isEmpty();
    }

    @Test
    void isForgottenWhenItIsNoFileThatIsTaken() throws IOException {
        byte[] page = "<html><script>alert(1)</script></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Upload begun = uploads.begin(PROJECT, id, NOTES, Optional.of((long) page.length));

        assertRefused(() -> append(begun, page), InvalidRequest.class::isInstance);

        assertThat(uploads.find(PROJECT, id)).isEmpty();
        assertThat(memory.pieces).isEmpty();
        assertThat(memory.files).isEmpty();
    }

    @Test
    void isMadeOfOthersInTheirOrder() throws IOException {
        String first = part(PROJECT, Arrays.copyOf(file, 90));
        String second = part(PROJECT, Arrays.copyOfRange(file, 90, file.length));
        var notes = new Notes("fox.png", Optional.empty(), Optional.of("final;a b"));

        Stored joined = uploads.join(PROJECT, id, notes, List.of(first, second));

        assertThat(joined.content().sha256()).isEqualTo(sha256(file));
        assertRefused(() -> append(joined, new byte[0]), Forbidden.class::isInstance);
    }

    @Test
    void isMadeOfNothingElse() throws IOException {
        String incomplete = all.reserve();
        var _ = uploads.begin(PROJECT, incomplete, PARTIAL, Optional.of(9L));
        String whole = all.store(PROJECT, "", stream(file)).id();
        String others = part("other", file);

        for (String part : List.of(incomplete, whole, others, all.reserve(), "x")) {
            assertRefused(() -> uploads.join(PROJECT, id, NOTES, List.of(part)), InvalidRequest.class::isInstance);
        }
        assertRefused(() -> uploads.join(PROJECT, id, NOTES, List.of()), InvalidRequest.class::isInstance);
    }

    @Test
    void isOfItsProjectAlone() throws IOException {
        Stored stored = all.store(PROJECT, "fox.png", stream(file));

        assertThat(all.find("other", stored.id())).isEmpty();
        assertRefused(() -> all.get("other", stored.id()), NotFound.class::isInstance);
        assertRefused(() -> all.delete("other", stored.id()), NotFound.class::isInstance);
        assertThat(all.get(PROJECT, stored.id())).isEqualTo(stored);
    }

    @Test
    void isNoMoreAfterItsTime() throws IOException {
        Stored stored = all.store(PROJECT, "fox.png", stream(file));

        now = stored.expiresAt();

        assertThat(all.find(PROJECT, stored.id())).isEmpty();
        assertThat(uploads.find(PROJECT, stored.id())).contains(stored);
    }

    @Test
    void beginsOnceHoweverOftenItIsBegun() throws IOException {
        Unfinished begun = uploads.begin(PROJECT, id, NOTES, Optional.of(100L));

        assertThat(uploads.begin(PROJECT, id, NOTES, Optional.of(100L))).isEqualTo(begun);
        assertRefused(() -> uploads.begin(PROJECT, id, NOTES, Optional.of(99L)), NotNow.class::isInstance);
        var _ = append(begun, new byte[5]);
        assertRefused(() -> uploads.begin(PROJECT, id, NOTES, Optional.of(100L)), NotNow.class::isInstance);
    }

    @Test
    void losesWhatIsLeftOfItAfterItsTime() throws IOException {
        var _ = append(uploads.begin(PROJECT, id, NOTES, Optional.empty()), new byte[9]);
        now = NOON.plus(CONFIG.unfinishedFor());
        String younger = all.reserve();
        var _ = append(uploads.begin(PROJECT, younger, NOTES, Optional.empty()), new byte[9]);

        assertThat(all.sweep().run(now)).isZero();
        assertThat(all.sweep().run(now.plus(Duration.ofMinutes(61)))).isEqualTo(1);

        assertThat(memory.list(id)).isEmpty();
        assertThat(memory.list(younger)).hasSize(1);
    }

    private String part(String project, byte[] content) throws IOException {
        String part = all.reserve();
        var _ = append(uploads.begin(project, part, PARTIAL, Optional.of((long) content.length)), content);
        return part;
    }

    private Upload found() {
        return uploads.find(PROJECT, id).orElseThrow();
    }

    private Upload append(Upload upload, byte[] bytes) throws IOException {
        return append(upload, upload.received(), bytes);
    }

    private Upload append(Upload upload, long offset, byte[] bytes) throws IOException {
        return ((Advanced.To) uploads.append(upload, next(offset), stream(bytes))).upload();
    }

    private static Next next(long offset) {
        return new Next(offset, Optional.empty());
    }

    private static Optional<Checksum> checksum(byte[] bytes) {
        return Optional.of(new Checksum("SHA-1", HexFormat.of().formatHex(PngFiles.hash("SHA-1", bytes))));
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream brokenAfter(int bytes, byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content, 0, bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                if (read < 0) {
                    throw new IOException("the client is gone");
                }
                return read;
            }
        };
    }

    private interface Act {
        Upload run() throws IOException;
    }

    /** A body that is read while somebody else does {@code act}. */
    private static InputStream before(Act act, byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            private boolean done;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (!done) {
                    done = true;
                    var _ = act.run();
                }
                return super.read(into, offset, length);
            }
        };
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable act,
            Predicate<dev.atelier.ingest.generation.Refusal> refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(act)
                .satisfies(e ->
                        assertThat(refusal.test(e.refusal())).as(e.getMessage()).isTrue());
    }
}
