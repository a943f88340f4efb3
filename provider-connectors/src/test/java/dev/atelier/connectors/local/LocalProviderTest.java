package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the local worker makes of a request, with the model that is shipped. */
class LocalProviderTest {
    private static final LocalProvider PROVIDER = LocalJobs.provider();

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    @Test
    void paintsTheSamePictureForTheSameSeedAlone() throws Exception {
        byte[] picture = file("{'prompt': 'a cat', 'seed': 7, 'steps': 3}");

        assertThat(file("{'prompt': 'a cat', 'seed': 7, 'steps': 3}")).isEqualTo(picture);
        assertThat(file("{'prompt': 'a cat', 'seed': 8, 'steps': 3}")).isNotEqualTo(picture);
        assertThat(file("{'prompt': 'a dog', 'seed': 7, 'steps': 3}")).isNotEqualTo(picture);
    }

    @Test
    void drawsASeedThatItTells() throws Exception {
        var job = job("{'prompt': 'a cat', 'steps': 2}");

        var done = LocalJobs.done(PROVIDER, job);

        String seed = done.details().getOrDefault("seed", "");
        assertThat(file("{'prompt': 'a cat', 'steps': 2, 'seed': %s}".formatted(seed)))
                .isEqualTo(LocalJobs.file(PROVIDER, job));
    }

    @Test
    void isLedByGuidanceAndAwayFromTheNegativePrompt() throws Exception {
        byte[] free = file("{'prompt': 'a cat', 'seed': 7, 'steps': 4, 'guidance': 1}");
        byte[] led = file("{'prompt': 'a cat', 'seed': 7, 'steps': 4, 'guidance': 4}");
        byte[] away = file("{'prompt': 'a cat', 'seed': 7, 'steps': 4, 'guidance': 4, 'negative_prompt': 'orange'}");

        assertThat(LocalJobs.difference(free, led)).isGreaterThan(2);
        assertThat(LocalJobs.difference(led, away)).isGreaterThan(2);
        // Where nothing leads, nothing leads away.
        assertThat(file("{'prompt': 'a cat', 'seed': 7, 'steps': 4, 'guidance': 1, 'negative_prompt': 'orange'}"))
                .isEqualTo(free);
    }

    @Test
    void staysNearerToTheInputTheLowerTheStrengthIs() throws Exception {
        byte[] input = file("{'prompt': 'a smiling face', 'seed': 1}");

        byte[] untouched = file("{'prompt': 'tree', 'image': 'x', 'strength': 0, 'seed': 2}", input);
        byte[] little = file("{'prompt': 'tree', 'image': 'x', 'strength': 0.1, 'seed': 2}", input);
        byte[] much = file("{'prompt': 'tree', 'image': 'x', 'strength': 0.9, 'seed': 2}", input);

        // The vae alone loses a little.
        assertThat(LocalJobs.difference(input, untouched)).isLessThan(10);
        assertThat(LocalJobs.difference(input, little)).isLessThan(LocalJobs.difference(input, much) / 2);
    }

    @Test
    void keepsTheProportionsOfTheInput() throws Exception {
        byte[] wide = file("{'prompt': 'a cat', 'size': '128x64', 'steps': 1}");

        var picture = LocalJobs.picture(file("{'image': 'x', 'steps': 2}", wide));

        assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(64, 32);
    }

    @Test
    void paintsSeveralPicturesThatDiffer() throws Exception {
        var job = job("{'prompt': 'a cat', 'seed': 7, 'steps': 2, 'count': 3, 'guidance': 4}");

        var files = LocalJobs.files(PROVIDER, job);

        assertThat(files).hasSize(3).doesNotHaveDuplicates();
        assertThat(files.get(1)).isEqualTo(file("{'prompt': 'a cat', 'seed': 8, 'steps': 2, 'guidance': 4}"));
    }

    @ParameterizedTest
    @CsvSource({"png, 64x64", "jpeg, 48x96", "webp, 128x16"})
    void writesEachFormatInTheSizeAskedFor(String format, String size) throws Exception {
        byte[] file = file("{'prompt': 'a cat', 'steps': 1, 'format': '%s', 'size': '%s'}".formatted(format, size));

        var picture = LocalJobs.picture(file);
        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo(size);
    }

    @Test
    void tellsEachStep() throws Exception {
        List<String> heard = new ArrayList<>();
        var job = job("{'prompt': 'a cat', 'steps': 2, 'count': 2}");

        PROVIDER.submit(job, (fraction, message) -> heard.add(fraction + " " + message));

        assertThat(heard)
                .containsExactly(
                        "0.25 picture 1 of 2, step 1 of 2",
                        "0.5 picture 1 of 2, step 2 of 2",
                        "0.75 picture 2 of 2, step 1 of 2",
                        "1.0 picture 2 of 2, step 2 of 2");
    }

    @Test
    void showsThePictureOnTheWayAndMakesTheSameOne() throws Exception {
        var seen = new Seen();

        var done = PROVIDER.submit(job("{'prompt': 'a cat', 'seed': 7, 'steps': 8, 'previews': 1}"), seen);

        byte[] picture = file("{'prompt': 'a cat', 'seed': 7, 'steps': 8}");
        assertThat(LocalJobs.files(done)).containsExactly(picture);
        assertThat(seen.messages).hasSize(8).contains("step 4 of 8, seen");
        assertThat(seen.previews).singleElement().satisfies(preview -> {
            assertThat(preview).startsWith(0xFF, 0xD8).hasSizeLessThan(Progress.LARGEST_PREVIEW);
            // Of half the steps: not the picture yet, and no noise any more.
            assertThat(LocalJobs.difference(preview, picture)).isBetween(1.0, 60.0);
        });
    }

    @Test
    void showsNothingThatNobodyAskedFor() throws Exception {
        var seen = new Seen();

        PROVIDER.submit(job("{'prompt': 'a cat', 'steps': 8}"), seen);

        assertThat(seen.previews).isEmpty();
    }

    /** Notes what is told, and shown. */
    private static final class Seen implements Progress {
        private final List<String> messages = new ArrayList<>();
        private final List<byte[]> previews = new ArrayList<>();

        @Override
        public void at(double fraction, String message) {
            messages.add(message);
        }

        @Override
        public void at(double fraction, String message, byte[] preview) {
            messages.add(message + ", seen");
            previews.add(preview);
        }
    }

    @Test
    void tellsWhereItRunsAndWhatIsLoaded() throws Exception {
        file("{'prompt': 'a cat', 'steps': 1}");

        assertThat(PROVIDER.device()).hasValueSatisfying(device -> {
            assertThat(device.name()).isIn("cpu", "cuda:0");
            assertThat(device.warmModels()).contains("emoji-64");
            assertThat(device.usedBytes()).isGreaterThanOrEqualTo(new ShippedFiles("emoji-64").bytes());
            assertThat(device.budgetBytes()).isEqualTo(1L << 30);
        });
    }

    @Test
    void saysHowItWasMade() throws Exception {
        var done =
                LocalJobs.done(PROVIDER, job("{'prompt': '%s', 'seed': 7, 'steps': 1}".formatted("cat ".repeat(33))));

        assertThat(done.details())
                .containsEntry("provider", "local")
                .containsEntry("model", "emoji-64")
                .containsEntry("scheduler", "DDIMScheduler")
                .containsEntry("seed", "7")
                .containsEntry("steps", "1")
                .containsEntry("note", "3 pieces at the end of the prompt are too many for the model")
                .containsKeys("device", "runtime", "guidance");
        assertThat(done.costMicros()).contains(0L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|input.prompt must not be empty",
                "{'prompt': ' '}|input.prompt must not be empty",
                "{'prompt': 'a', 'steps': 0}|input.steps must be a whole number from 1 to 150, but was 0",
                "{'prompt': 'a', 'steps': 1.5}|input.steps must be a whole number from 1 to 150, but was 1.5",
                "{'prompt': 'a', 'guidance': 31}|input.guidance must be a number from 0 to 30, but was 31",
                "{'prompt': 'a', 'strength': 1.1}|input.strength must be a number from 0 to 1, but was 1.1",
                "{'prompt': 'a', 'previews': 21}|input.previews must be a whole number from 0 to 20, but was 21",
                "{'prompt': 'a', 'count': 5}|input.count must be a whole number from 1 to 4, but was 5",
                "{'prompt': 'a', 'size': '63x64'}|input.size must be multiples of 8 up to 128x128 for this model, but was 63x64",
                "{'prompt': 'a', 'size': '256x64'}|input.size must be multiples of 8 up to 128x128 for this model, but was 256x64",
                "{'prompt': 'a', 'size': '40x64'}|input.size must be one that this model can do, such as 64x64, but was 40x64",
                "{'prompt': 'a', 'format': 'tiff'}|input.format must be one of [png, jpeg, webp]",
            })
    void namesTheFieldTheRuleAndTheValue(String request, String detail) throws Exception {
        var failure = LocalJobs.failure(PROVIDER, job(request));

        assertThat(failure).isInstanceOfSatisfying(InvalidRequest.class, invalid -> {
            assertThat(invalid.detail()).isEqualTo(detail);
            assertThat(invalid.field()).contains(detail.substring(0, detail.indexOf(' ')));
        });
    }

    @Test
    void refusesAPromptThatNoModelCouldRead() throws Exception {
        var failure = LocalJobs.failure(
                PROVIDER, job("{'prompt': 'a', 'negative_prompt': '%s'}".formatted("b".repeat(4001))));

        assertThat(failure.detail()).isEqualTo("input.negative_prompt must be at most 4000 characters, but was 4001");
    }

    @ParameterizedTest
    @CsvSource({"unknown", "..", "../emoji-64", "''"})
    void knowsItsModelsAlone(String model) throws Exception {
        assertThat(LocalJobs.failure(PROVIDER, LocalJobs.job(model, "{'prompt': 'a'}")))
                .isInstanceOfSatisfying(
                        Failure.ModelNotFound.class,
                        failure -> assertThat(failure.detail()).contains("emoji-64", "turbo-like"));
    }

    @Test
    void refusesAnInputThatIsNoPicture() throws Exception {
        var job = LocalJobs.job("emoji-64", "{'prompt': 'a', 'image': 'x'}", new byte[] {1, 2, 3});

        assertThat(LocalJobs.submit(PROVIDER, job))
                .isInstanceOfSatisfying(
                        Submission.Failed.class,
                        failed -> assertThat(failed.failure().detail()).startsWith("input.image must be a PNG"));
    }

    private static Job job(String parameters) {
        return LocalJobs.job("emoji-64", parameters);
    }

    private static byte[] file(String parameters) throws InterruptedException {
        return LocalJobs.file(PROVIDER, job(parameters));
    }

    private static byte[] file(String parameters, byte[] picture) throws InterruptedException {
        return LocalJobs.file(PROVIDER, LocalJobs.job("emoji-64", parameters, picture));
    }
}
