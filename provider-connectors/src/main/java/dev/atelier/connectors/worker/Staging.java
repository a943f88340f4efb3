package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Output.Content;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.hash.Sha256;
import dev.atelier.platform.media.FileFacts;
import dev.atelier.platform.media.FileInspector;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Looks at what a provider made and puts it where the sink finds it: in the report itself when small, else in the object
 * store's staging area. What is empty, cut off or of the wrong type is no success. Thread-safe.
 */
final class Staging {
    private static final int INLINE_BYTES = 64 * 1024;
    /** All outputs in one report together: far below what a record may hold. */
    private static final int INLINE_BYTES_OF_ALL = 4 * INLINE_BYTES;

    /**
     * The store's client holds a part of an object in memory, however it gets it, and makes room by doubling. What is no larger
     * than most pictures is given to it as it is, which takes half of that.
     */
    private static final int WHOLE_BYTES = 1024 * 1024;

    /** A hundred pictures of half a megabyte; few enough that what waits for the store does not fill the heap. */
    private static final long MEMORY = 64L * 1024 * 1024;

    private static final int TRIES = 6;
    private static final String JSON = "application/json";

    private final Room room = new Room(MEMORY);
    private final ObjectStore objects;

    Staging(ObjectStore objects) {
        this.objects = objects;
    }

    /** What became of a provider's outputs. */
    sealed interface Result {}

    /** All are where the sink finds them. */
    record Staged(List<dev.atelier.event.Output> outputs) implements Result {}

    /** One of them is not what was asked for. */
    record Unfit(Failure failure) implements Result {}

    Result stage(Job job, List<Output> outputs) throws InterruptedException {
        try {
            return stageAll(job, outputs);
        } finally {
            discard(outputs);
        }
    }

    private Result stageAll(Job job, List<Output> outputs) throws InterruptedException {
        if (outputs.isEmpty()) {
            return unfit("The provider made no output.");
        }
        List<dev.atelier.event.Output> staged = new ArrayList<>();
        int inline = INLINE_BYTES_OF_ALL;
        for (Output output : outputs) {
            try (var _ = room.take(OpenFile.size(output.content()));
                    var file = OpenFile.of(output.content())) {
                if (!(FileInspector.inspect(file.bytes()) instanceof FileFacts.Whole facts)) {
                    return unfit("An output of the provider is empty, cut off or of an unknown type.");
                }
                String mediaType = mediaType(job.capability(), facts);
                if (!fits(job.capability(), mediaType)) {
                    return unfit("An output of the provider is %s, which was not asked for.".formatted(mediaType));
                }
                var event = describe(output, facts, file.bytes()).setMediaType(mediaType);
                boolean small = file.length() <= Math.min(INLINE_BYTES, inline);
                inline -= small ? file.length() : 0;
                staged.add(
                        small
                                ? event.setContent(file.copy()).build()
                                : event.setLocation(put(job, staged.size(), file, facts))
                                        .build());
            }
        }
        return new Staged(staged);
    }

    private static Unfit unfit(String detail) {
        return new Unfit(new Failure.MalformedReply(detail));
    }

    /** By its content; what was extracted is known to be JSON, and may be a single word or number. */
    private static String mediaType(Capability capability, FileFacts.Whole facts) {
        return capability == Capability.EXTRACT && facts.mediaType().equals("text/plain") ? JSON : facts.mediaType();
    }

    private static boolean fits(Capability capability, String mediaType) {
        return switch (capability) {
            case TEXT_TO_IMAGE, IMAGE_TO_IMAGE, EDIT, VARIATIONS, UPSCALE, REMOVE_BACKGROUND ->
                mediaType.startsWith("image/");
            case TEXT_TO_VIDEO, IMAGE_TO_VIDEO -> mediaType.startsWith("video/");
            case DESCRIBE -> mediaType.equals("text/plain") || mediaType.equals(JSON);
            case EXTRACT -> mediaType.equals(JSON);
            case UNKNOWN -> false;
        };
    }

    private static dev.atelier.event.Output.Builder describe(Output output, FileFacts.Whole facts, ByteBuffer bytes) {
        return dev.atelier.event.Output.newBuilder()
                .setBytes(bytes.limit())
                .setSha256(sha256(bytes.duplicate()))
                .setWidth(facts.width().or(output::width).orElse(null))
                .setHeight(facts.height().or(output::height).orElse(null));
    }

    private static String sha256(ByteBuffer bytes) {
        var digest = Sha256.newDigest();
        digest.update(bytes);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The provider is paid by now, so an outage of the store is ridden out as long as the job may last. */
    private String put(Job job, int index, OpenFile file, FileFacts.Whole facts) throws InterruptedException {
        String key = ObjectKeys.staging(job.project(), job.generationId(), job.attempt(), index);
        for (int tries = 1; ; tries++) {
            try {
                put(key, file, facts.mediaType());
                return key;
            } catch (ObjectStoreException | IOException e) {
                if (tries == TRIES) {
                    throw new ObjectStoreException("an output could not be staged", e);
                }
                Thread.sleep(Duration.ofMillis(100L << tries));
            }
        }
    }

    private void put(String key, OpenFile file, String mediaType) throws IOException {
        if (file.length() <= WHOLE_BYTES) {
            objects.put(key, file.copy().array(), mediaType);
            return;
        }
        try (var content = file.open()) {
            objects.put(key, content, file.length(), mediaType);
        }
    }

    /** Nobody needs them any more. */
    static void discard(List<Output> outputs) {
        outputs.forEach(Staging::discard);
    }

    private static void discard(Output output) {
        if (output.content() instanceof Content.TemporaryFile(var path)) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("a temporary file of a provider could not be deleted", e);
            }
        }
    }
}
