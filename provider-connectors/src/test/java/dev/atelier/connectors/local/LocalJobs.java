package dev.atelier.connectors.local;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFiles;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Jobs for the local worker, and what comes of them. */
final class LocalJobs {
    private LocalJobs() {}

    /** The folder of the tiny models, which {@code make-tiny-models.py} made. */
    static Path tinyModels() {
        return Objects.requireNonNull(resource("turbo-like").getParent());
    }

    /** The shipped model as a folder. */
    static Path emoji() {
        return resource(ModelCatalogue.EMOJI);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(LocalProvider.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A worker that knows the shipped model and the tiny ones, with two threads. */
    static LocalProvider provider() {
        return provider(tinyModels());
    }

    static LocalProvider provider(Path models) {
        return new LocalProvider(new LocalSettings(Optional.of(models), 1L << 30, 2));
    }

    /** A text-to-image job of {@code model} with {@code parameters} in JSON with single quotes. */
    static Job job(String model, String parameters) {
        return job(
                model,
                Capability.TEXT_TO_IMAGE,
                parameters,
                (_, _) -> new InputFile.Unreadable(new Failure.Unavailable("no files here")));
    }

    /** An image-to-image job of {@code model}, whose image is {@code picture}. */
    static Job job(String model, String parameters, byte[] picture) {
        return job(model, Capability.IMAGE_TO_IMAGE, parameters, (_, _) -> new InputFile.Read("image/png", picture));
    }

    private static Job job(String model, Capability capability, String parameters, InputFiles inputs) {
        return Jobs.at(model, Jobs.of(capability, parameters.replace('\'', '"'), 1, inputs));
    }

    static Submission submit(Provider provider, Job job) throws InterruptedException {
        return provider.submit(job, (_, _) -> {});
    }

    static Submission.Succeeded done(Provider provider, Job job) throws InterruptedException {
        return (Submission.Succeeded) submit(provider, job);
    }

    static Failure failure(Provider provider, Job job) throws InterruptedException {
        return ((Submission.Failed) submit(provider, job)).failure();
    }

    /** The files that came of {@code job}. */
    static List<byte[]> files(Provider provider, Job job) throws InterruptedException {
        return files(done(provider, job));
    }

    static List<byte[]> files(Submission done) {
        return ((Submission.Succeeded) done)
                .outputs().stream()
                        .map(output -> ((Output.Content.Bytes) output.content()).bytes())
                        .toList();
    }

    static byte[] file(Provider provider, Job job) throws InterruptedException {
        return files(provider, job).getFirst();
    }

    static BufferedImage picture(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    /** Mean difference of two pictures of one size, from 0 to 255. */
    static double difference(byte[] one, byte[] other) throws IOException {
        BufferedImage a = picture(one);
        BufferedImage b = picture(other);
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 0xFF) - (b.getRGB(x, y) >> shift & 0xFF));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }
}
