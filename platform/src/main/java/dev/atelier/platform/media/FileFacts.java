package dev.atelier.platform.media;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a file says of itself, or why it cannot be used.
 */
public sealed interface FileFacts {
    /**
     * A whole file of a known type.
     *
     * @param mediaType such as image/png
     * @param width     pixels across, where the file tells
     * @param height    pixels down, where the file tells
     * @param frames    how many pictures it has one after the other, from 1; of a video, which has its own way, always 1
     * @param surplus   how many bytes are left behind its end, which no reader of this type looks at
     */
    record Whole(String mediaType, Optional<Integer> width, Optional<Integer> height, int frames, long surplus)
            implements FileFacts {
        public Whole {
            requireNonNull(mediaType);
            requireNonNull(width);
            requireNonNull(height);
        }

        /** A file of which only the type is known. */
        public static Whole of(String mediaType) {
            return new Whole(mediaType, Optional.empty(), Optional.empty(), 1, 0);
        }

        /** One picture. */
        public static Whole of(String mediaType, int width, int height) {
            return new Whole(mediaType, Optional.of(width), Optional.of(height), 1, 0);
        }

        /** How many pixels a frame has; 0 where the file does not tell. */
        public long pixels() {
            return (long) width.orElse(0) * height.orElse(0);
        }

        Whole withFrames(int count) {
            return new Whole(mediaType, width, height, count, surplus);
        }

        Whole withSurplus(long bytes) {
            return new Whole(mediaType, width, height, frames, bytes);
        }
    }

    /** Empty, cut off, or of no type we know; {@code why} completes the sentence "the file is …". */
    record Broken(String why) implements FileFacts {
        public Broken {
            requireNonNull(why);
        }
    }
}
