package dev.atelier.connectors.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.picture.PictureFormat;
import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the painter does with a request. */
class SketchProviderTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SketchProvider provider = new SketchProvider(true, () -> NOON);

    @Test
    void paintsTheSamePictureForTheSameSeed() throws Exception {
        var request = """
                {"prompt": "a red fox", "seed": 7, "size": "32x32"}""";

        assertThat(picture(request)).isEqualTo(picture(request));
    }

    @Test
    void paintsAnotherPictureForAnotherSeed() throws Exception {
        assertThat(picture("""
                {"prompt": "a red fox", "seed": 7, "size": "32x32"}""")).isNotEqualTo(picture("""
                {"prompt": "a red fox", "seed": 8, "size": "32x32"}"""));
    }

    @Test
    void paintsTheSamePictureInEachAttemptWithoutASeed() throws Exception {
        var request = """
                {"prompt": "a red fox", "size": "32x32"}""";
        var second = Jobs.of(
                Capability.TEXT_TO_IMAGE,
                request,
                2,
                (_, _) -> new InputFile.Unreadable(new Failure.Unavailable("no files here")));

        assertThat(outputs(second).getFirst()).isEqualTo(picture(request));
    }

    @ParameterizedTest
    @CsvSource({"png, 40x24", "jpeg, 40x24", "webp, 40x24", "png, 1x1", "webp, 3x200"})
    void writesEachFormatInTheSizeAskedFor(String format, String size) throws Exception {
        byte[] file = picture("""
                {"prompt": "a house by the sea", "format": "%s", "size": "%s"}""".formatted(format, size));

        var picture = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo(size);
    }

    @Test
    void takesWidthAndHeightAsWell() throws Exception {
        byte[] file = picture("""
                {"prompt": "a tree", "width": 48, "height": 20}""");

        var picture = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(picture.getWidth()).isEqualTo(48);
        assertThat(picture.getHeight()).isEqualTo(20);
    }

    @Test
    void paintsSeveralPicturesThatDiffer() throws Exception {
        var outputs = outputs(Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a cat", "size": "24x24", "count": 3}"""));

        assertThat(outputs).hasSize(3).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|input.prompt",
                "{'prompt': ' '}|input.prompt",
                "{'prompt': 3}|input.prompt",
                "{'prompt': 'a', 'size': 'large'}|input.size",
                "{'prompt': 'a', 'size': '4096x16'}|input.size",
                "{'prompt': 'a', 'width': 0}|input.width",
                "{'prompt': 'a', 'seed': 1.5}|input.seed",
                "{'prompt': 'a', 'count': 5}|input.count",
                "{'prompt': 'a', 'format': 'tiff'}|input.format",
                "{'prompt': 'a', 'delay_ms': -1}|input.delay_ms",
                "{'prompt': 'a', 'fault': 'fire'}|input.fault",
            })
    void namesTheFieldThatIsWrong(String request, String field) throws Exception {
        var job = Jobs.of(Capability.TEXT_TO_IMAGE, request.replace('\'', '"'));

        assertThat(provider.submit(job, (_, _) -> {}))
                .isInstanceOfSatisfying(
                        Submission.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOfSatisfying(
                                        Failure.InvalidRequest.class,
                                        invalid -> assertThat(invalid.field()).contains(field)));
    }

    @Test
    void saysWhatItIs() throws Exception {
        var done = (Submission.Succeeded) provider.submit(Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a fox", "seed": 7, "size": "16x16"}"""), (_, _) -> {});

        assertThat(done.details())
                .containsEntry("provider", "sketch")
                .containsEntry("seed", "7")
                .containsEntry("note", "deterministic painter, not a model")
                .containsKey("version");
        assertThat(done.costMicros()).contains(0L);
    }

    @Test
    void paintsOverAnInputImage() throws Exception {
        byte[] black = PictureFormat.PNG.encode(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "a test");
        var job = Jobs.of(
                Capability.IMAGE_TO_IMAGE,
                """
                {"image": "object://photo", "strength": 0.0}""",
                1,
                (_, reference) -> reference.equals("object://photo")
                        ? new InputFile.Read("image/png", black)
                        : new InputFile.Unreadable(new Failure.Unavailable("another file")));

        var picture = ImageIO.read(new ByteArrayInputStream(outputs(job).getFirst()));

        assertThat(picture.getWidth()).isEqualTo(20);
        assertThat(picture.getRGB(10, 5) & 0xFFFFFF).isZero();
    }

    @Test
    void refusesAnInputThatIsNoPicture() throws Exception {
        var job = Jobs.of(
                Capability.IMAGE_TO_IMAGE,
                "{\"image\": \"object://text\"}",
                1,
                (_, _) -> new InputFile.Read("text/plain", new byte[] {1, 2, 3}));

        assertThat(provider.submit(job, (_, _) -> {}))
                .isInstanceOfSatisfying(
                        Submission.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.InvalidRequest.class));
    }

    @Test
    void isPendingUntilTheDelayHasPassed() throws Exception {
        var job = Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a fox", "size": "16x16", "delay_ms": 60000}""");
        var pending = (Submission.Pending) provider.submit(job, (_, _) -> {});
        var later = new SketchProvider(true, () -> NOON.plusSeconds(30));
        var muchLater = new SketchProvider(true, () -> NOON.plusSeconds(60));
        double[] heard = new double[1];

        var half = later.check(job, pending.providerRequestId(), (fraction, _) -> heard[0] = fraction);
        var done = muchLater.check(job, pending.providerRequestId(), (_, _) -> {});

        assertThat(half).isEqualTo(new Submission.Pending(pending.providerRequestId(), Duration.ofMillis(250)));
        assertThat(heard[0]).isEqualTo(0.5);
        assertThat(done).isInstanceOf(Submission.Succeeded.class);
    }

    @Test
    void failsInTheFirstAttemptsAlone() throws Exception {
        var request = """
                {"prompt": "a fox", "size": "16x16", "fault": "unavailable", "fault_attempts": 1}""";

        var first = provider.submit(attempt(request, 1), (_, _) -> {});
        var second = provider.submit(attempt(request, 2), (_, _) -> {});

        assertThat(first).isInstanceOf(Submission.Failed.class);
        assertThat(second).isInstanceOf(Submission.Succeeded.class);
    }

    @Test
    void crashesWhenAsked() {
        var job = Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a fox", "fault": "crash"}""");

        assertThatThrownBy(() -> provider.submit(job, (_, _) -> {})).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "crash", "empty"})
    void refusesAFaultWhereFaultsAreOff(String fault) throws Exception {
        var strict = new SketchProvider(false, () -> NOON);
        var job = Jobs.of(Capability.TEXT_TO_IMAGE, """
                {"prompt": "a fox", "fault": "%s"}""".formatted(fault));

        assertThat(strict.submit(job, (_, _) -> {}))
                .isInstanceOfSatisfying(
                        Submission.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(Failure.InvalidRequest.class));
    }

    private static Job attempt(String request, int attempt) {
        return Jobs.of(
                Capability.TEXT_TO_IMAGE,
                request,
                attempt,
                (_, _) -> new InputFile.Unreadable(new Failure.Unavailable("no files here")));
    }

    private byte[] picture(String request) throws InterruptedException {
        return outputs(Jobs.of(Capability.TEXT_TO_IMAGE, request)).getFirst();
    }

    private List<byte[]> outputs(Job job) throws InterruptedException {
        var done = (Submission.Succeeded) provider.submit(job, (_, _) -> {});
        return done.outputs().stream()
                .map(output -> ((Output.Content.Bytes) output.content()).bytes())
                .toList();
    }
}
