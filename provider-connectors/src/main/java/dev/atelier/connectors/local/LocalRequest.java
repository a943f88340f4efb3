package dev.atelier.connectors.local;

import dev.atelier.connectors.picture.Parameters;
import dev.atelier.connectors.picture.PictureFormat;
import dev.atelier.connectors.picture.Seed;
import dev.atelier.connectors.picture.Size;
import dev.atelier.connectors.provider.Job;
import dev.atelier.event.Capability;
import java.util.Locale;
import java.util.Optional;

/**
 * What a job asks of a model; what is absent, the model decides.
 *
 * @param prompt   what is wanted
 * @param unwanted what is not
 * @param seed     which of its pictures
 * @param size     how large
 * @param format   which file
 * @param count    how many, with seeds that follow one another
 * @param steps    how many times noise is taken off
 * @param guidance how far it is led to the prompt; up to 1, not at all
 * @param image    reference of the picture to begin with
 * @param strength how much of that picture is made anew, from 0 to 1
 * @param previews how many times each picture is shown while it is made
 */
record LocalRequest(
        String prompt,
        String unwanted,
        long seed,
        Optional<Size> size,
        PictureFormat format,
        int count,
        Optional<Integer> steps,
        Optional<Double> guidance,
        Optional<String> image,
        double strength,
        int previews) {
    private static final int MOST_STEPS = 150;
    private static final double MOST_GUIDANCE = 30;
    private static final int MOST_PICTURES = 4;
    private static final int MOST_PREVIEWS = 20;
    /** Far beyond what any model reads. */
    private static final int LONGEST_PROMPT = 4000;

    private static final double USUAL_STRENGTH = 0.6;

    /** Reads {@code job}; notes in {@code in} what is wrong with it. */
    static LocalRequest read(Parameters in, Job job) {
        var prompt = prompt(in, "prompt");
        var image = in.text("image");
        boolean over = job.capability() == Capability.IMAGE_TO_IMAGE;
        if (over) {
            in.check(image.isPresent(), "image", "must be given");
        } else {
            in.check(prompt.filter(text -> !text.isBlank()).isPresent(), "prompt", "must not be empty");
        }
        return new LocalRequest(
                prompt.orElse(""),
                prompt(in, "negative_prompt").orElse(""),
                Seed.read(in, job),
                Size.read(in),
                PictureFormat.valueOf(in.oneOf("format", PictureFormat.WORDS).toUpperCase(Locale.ROOT)),
                in.whole("count", 1, MOST_PICTURES).orElse(1L).intValue(),
                in.whole("steps", 1, MOST_STEPS).map(Long::intValue),
                in.number("guidance", 0, MOST_GUIDANCE),
                image.filter(_ -> over),
                in.fraction("strength", USUAL_STRENGTH),
                in.whole("previews", 0, MOST_PREVIEWS).orElse(0L).intValue());
    }

    private static Optional<String> prompt(Parameters in, String field) {
        var prompt = in.text(field);
        int length = prompt.map(String::length).orElse(0);
        in.check(
                length <= LONGEST_PROMPT,
                field,
                "must be at most %d characters, but was %d".formatted(LONGEST_PROMPT, length));
        return prompt;
    }
}
