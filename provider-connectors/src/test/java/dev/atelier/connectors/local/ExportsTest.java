package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.platform.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports of several kinds, as tiny models have their types and shapes, and folders that are none. */
class ExportsTest {
    private static final LocalProvider PROVIDER = LocalJobs.provider();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        PROVIDER.close();
    }

    @ParameterizedTest
    @CsvSource({
        // Half precision, ids of 64 bits, one timestep for all samples, a decoder that doubles.
        "turbo-like, 16x16, EulerDiscreteScheduler, 20, 7.5",
        // No configs, fixed shapes, one sample at a time, a single timestep, another name of the hidden states.
        "old-like, 48x32, PNDMScheduler, 20, 7.5",
        // Told its guidance, so that one branch is enough.
        "lcm-like, 32x32, LCMScheduler, 4, 7.5",
    })
    void runAsTheySayOfThemselves(String model, String size, String scheduler, String steps, String guidance)
            throws Exception {
        var job = LocalJobs.job(model, "{'prompt': 'a cat!', 'seed': 7}");

        var done = LocalJobs.done(PROVIDER, job);

        var picture = LocalJobs.picture(LocalJobs.file(PROVIDER, job));
        assertThat(picture.getWidth() + "x" + picture.getHeight()).isEqualTo(size);
        assertThat(done.details())
                .containsEntry("scheduler", scheduler)
                .containsEntry("steps", steps)
                .containsEntry("guidance", guidance);
    }

    @ParameterizedTest
    @CsvSource({"turbo-like", "old-like", "lcm-like"})
    void heedPromptAndGuidance(String model) throws Exception {
        byte[] one = LocalJobs.file(PROVIDER, LocalJobs.job(model, "{'prompt': 'a cat', 'seed': 7}"));

        assertThat(LocalJobs.file(PROVIDER, LocalJobs.job(model, "{'prompt': '!! xyz', 'seed': 7}")))
                .isNotEqualTo(one);
        assertThat(LocalJobs.file(PROVIDER, LocalJobs.job(model, "{'prompt': 'a cat', 'seed': 7, 'guidance': 30}")))
                .isNotEqualTo(one);
    }

    @Test
    void takesTheMeanOfAnEncoderThatTellsTheVarianceToo() throws Exception {
        byte[] input = LocalJobs.file(PROVIDER, LocalJobs.job("turbo-like", "{'prompt': 'a cat', 'seed': 7}"));

        byte[] output = LocalJobs.file(
                PROVIDER, LocalJobs.job("turbo-like", "{'image': 'x', 'strength': 0.5, 'steps': 4}", input));

        assertThat(LocalJobs.picture(output).getWidth()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "turbo-like|{'prompt': 'a', 'size': '18x16'}"
                        + "|input.size must be multiples of 4 up to 32x32 for this model, but was 18x16",
                "old-like|{'prompt': 'a', 'size': '64x64'}" + "|input.size must be 48x32 for this model, but was 64x64",
                "lcm-like|{'prompt': 'a', 'steps': 51}|input.steps must be at most 50 for this model, but was 51",
            })
    void refuseWhatTheyCannotDo(String model, String request, String detail) throws Exception {
        assertThat(LocalJobs.failure(PROVIDER, LocalJobs.job(model, request)))
                .isInstanceOf(Failure.InvalidRequest.class)
                .extracting(Failure::detail)
                .isEqualTo(detail);
    }

    @Test
    void withoutAnEncoderTakeNoPicture() throws Exception {
        byte[] input = LocalJobs.file(PROVIDER, LocalJobs.job("turbo-like", "{'prompt': 'a cat', 'seed': 7}"));

        assertThat(LocalJobs.failure(PROVIDER, LocalJobs.job("old-like", "{'image': 'x'}", input))
                        .detail())
                .isEqualTo("input.image is not taken by this model, which lacks a vae_encoder");
    }

    @Test
    void thatGiveNoNumbersFail() throws Exception {
        assertThat(LocalJobs.failure(PROVIDER, LocalJobs.job("broken-like", "{'prompt': 'a'}")))
                .isEqualTo(new Failure.MalformedReply("The model broken-like gave numbers that are not finite."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_index.json||it lacks the file model_index.json",
                "scheduler/scheduler_config.json||it lacks the file scheduler/scheduler_config.json",
                "tokenizer/merges.txt||it lacks the file tokenizer/merges.txt",
                "unet/model.onnx||it lacks the file unet/model.onnx",
                "tokenizer/vocab.json|[1]|tokenizer/vocab.json must be a JSON object, but was ARRAY",
                "tokenizer/vocab.json|{|tokenizer/vocab.json is not JSON",
                "vae_decoder/model.onnx|no network|a network could not be loaded: ORT_INVALID_PROTOBUF",
            })
    void thatAreIncompleteSayWhatIsWrong(String file, String content, String what) throws Exception {
        copy(LocalJobs.tinyModels().resolve("turbo-like"), folder.resolve("mine"));
        Files.delete(folder.resolve("mine").resolve(file));
        if (content != null) {
            Files.writeString(folder.resolve("mine").resolve(file), content);
        }

        try (var provider = LocalJobs.provider(folder)) {
            assertThat(LocalJobs.failure(provider, LocalJobs.job("mine", "{'prompt': 'a'}")))
                    .isEqualTo(new Failure.Unavailable("The model mine cannot be used: %s.".formatted(what)));
        }
    }

    @Test
    void canBeAddedWhileTheWorkerRunsAndComeBeforeTheShippedOne() throws Exception {
        try (var provider = LocalJobs.provider(folder)) {
            copy(LocalJobs.tinyModels().resolve("turbo-like"), folder.resolve("emoji-64"));

            var picture = LocalJobs.picture(LocalJobs.file(provider, LocalJobs.job("emoji-64", "{'prompt': 'a'}")));

            assertThat(picture.getWidth()).isEqualTo(16);
        }
    }

    @Test
    void largerThanTheMemoryAreRefused() throws Exception {
        try (var provider = new LocalProvider(new LocalSettings(Optional.empty(), 20L << 20, 1))) {
            assertThat(LocalJobs.failure(provider, LocalJobs.job("emoji-64", "{'prompt': 'a'}")))
                    .isEqualTo(new Failure.Unavailable(
                            "The model emoji-64 takes 29 MiB, and the memory for models is 20 MiB."));
        }
    }

    @Test
    void areWhatTheirFilesWeighAlsoOnTheClassPath() {
        assertThat(new ShippedFiles("emoji-64").bytes())
                .isEqualTo(new FolderFiles(LocalJobs.emoji()).bytes() - smallFiles())
                .isGreaterThan(25 << 20);
    }

    /** The configs that lie beside the networks. */
    private static long smallFiles() {
        return List.of("unet/config.json", "vae_decoder/config.json", "vae_encoder/config.json").stream()
                .mapToLong(file -> LocalJobs.emoji().resolve(file).toFile().length())
                .sum();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
