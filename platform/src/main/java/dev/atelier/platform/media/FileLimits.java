package dev.atelier.platform.media;

import static dev.atelier.platform.config.InvalidConfigException.check;

import java.util.Optional;

/**
 * How much of a file a decoder is let loose on. A file of a few bytes may ask for gigabytes of memory, so its own words are
 * looked at before anything of it is decoded.
 *
 * @param pixels most pixels of one frame
 * @param frames most pictures in one file
 */
public record FileLimits(long pixels, int frames) {
    /** What any model takes, and any machine decodes. */
    public static final FileLimits USUAL = new FileLimits(100_000_000, 1_000);

    public FileLimits {
        check(pixels > 0, "pixels", "must be at least 1", pixels);
        check(frames > 0, "frames", "must be at least 1", frames);
    }

    /** Which limit {@code file} breaks; completes the sentence "the file …". */
    public Optional<String> broken(FileFacts.Whole file) {
        if (file.pixels() > pixels) {
            return Optional.of("must have at most %d pixels, but has %d".formatted(pixels, file.pixels()));
        }
        if (file.frames() > frames) {
            return Optional.of("must have at most %d frames, but has %d".formatted(frames, file.frames()));
        }
        return Optional.empty();
    }
}
