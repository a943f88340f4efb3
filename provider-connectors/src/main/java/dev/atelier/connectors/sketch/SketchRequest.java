package dev.atelier.connectors.sketch;

import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.picture.PictureFormat;
import dev.atelier.connectors.picture.Seed;
import dev.atelier.connectors.picture.Size;
import dev.atelier.connectors.provider.Job;
import dev.atelier.event.Capability;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a job asks of the painter.
 *
 * @param prompt   what to paint, with the style
 * @param seed     which of its paintings
 * @param size     how large; the input image's size, or the usual one, when absent
 * @param format   which file
 * @param count    how many, with seeds that follow one another
 * @param delay    how long to take
 * @param fault    what is to go wrong
 * @param image    reference of the picture to paint over
 * @param strength how much of it to paint over, from 0 to 1
 */
record SketchRequest(
        String prompt,
        long seed,
        Optional<Size> size,
        PictureFormat format,
        int count,
        Duration delay,
        Fault fault,
        Optional<String> image,
        double strength) {

    /** Reads {@code job}; notes in {@code in} what is wrong with it. */
    static SketchRequest read(Parameters in, Job job, boolean faults) {
        var prompt = in.text("prompt");
        var image = in.text("image");
        if (job.capability() == Capability.TEXT_TO_IMAGE) {
            in.check(prompt.filter(text -> !text.isBlank()).isPresent(), "prompt", "must not be empty");
        }
        if (job.capability() == Capability.IMAGE_TO_IMAGE) {
            in.check(image.isPresent(), "image", "must be given");
        }
        var style = in.text("style").map(text -> " " + text).orElse("");
        return new SketchRequest(
                prompt.orElse("") + style,
                Seed.read(in, job),
                Size.read(in),
                PictureFormat.valueOf(in.oneOf("format", PictureFormat.WORDS).toUpperCase(Locale.ROOT)),
                in.whole("count", 1, 4).orElse(1L).intValue(),
                Duration.ofMillis(in.whole("delay_ms", 0, Delay.LONGEST_MILLIS).orElse(0L)),
                Fault.read(in, job, faults),
                image.filter(_ -> job.capability() == Capability.IMAGE_TO_IMAGE),
                in.fraction("strength", 0.6));
    }
}
