package dev.atelier.connectors.worker;

import java.util.Optional;

/**
 * What a file says of itself, or why it cannot be used.
 */
sealed interface FileFacts {
    /**
     * A whole file of a known type.
     *
     * @param mediaType such as image/png
     * @param width     pixels across, where the file tells
     * @param height    pixels down, where the file tells
     */
    record Whole(String mediaType, Optional<Integer> width, Optional<Integer> height) implements FileFacts {
        static Whole of(String mediaType) {
            return new Whole(mediaType, Optional.empty(), Optional.empty());
        }

        static Whole of(String mediaType, int width, int height) {
            return new Whole(mediaType, Optional.of(width), Optional.of(height));
        }
    }

    /** Empty, cut off, or of no type we know; {@code why} completes the sentence "the file is …". */
    record Broken(String why) implements FileFacts {}
}
