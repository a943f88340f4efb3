package dev.atelier.connectors.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.atelier.platform.json.Json;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Timesteps and single steps. The expected numbers came from the schedulers of {@code diffusers} (August 2026) in the same
 * configs, for the sample (0.5, -1, 2), the prediction (0.1, 0.4, -0.7) and the fresh noise (1, -0.5, 0.25).
 */
class DenoiserTest {
    private static final float[] SAMPLE = {0.5f, -1, 2};
    private static final float[] PREDICTED = {0.1f, 0.4f, -0.7f};
    private static final Noise FRESH = _ -> new float[] {1, -0.5f, 0.25f};
    private static final float CLOSE = 1e-4f;

    private static final String DDIM = "'_class_name': 'DDIMScheduler', 'clip_sample': false";
    private static final String EULER = "'_class_name': 'EulerDiscreteScheduler'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                DDIM + ", 'timestep_spacing': 'linspace'|1.0"
                        + "|999 946 894 841 789 736 684 631 578 526 473 421 368 315 263 210 158 105 53 0",
                DDIM + ", 'steps_offset': 1|1.0|801 601 401 201 1",
                "'_class_name': 'PNDMScheduler', 'steps_offset': 1|1.0|801 601 401 201 1",
                DDIM + ", 'timestep_spacing': 'trailing'|1.0|999 666 332",
                EULER + "|14.614647|999 749.25 499.5 249.75 0",
                EULER + ", 'timestep_spacing': 'trailing', 'steps_offset': 1|14.614647|999 749 499 249",
                EULER + ", 'timestep_spacing': 'trailing', 'steps_offset': 1|14.614647|999",
                EULER + ", 'timestep_spacing': 'leading', 'steps_offset': 1|4.236414|751 501 251 1",
                "'_class_name': 'LCMScheduler'|1.0|999 759 499 259",
                "'_class_name': 'LCMScheduler'|1.0|999 679 339",
            })
    void visitsTheTimestepsOfTheReference(String config, double deviation, String timesteps) {
        double[] expected = numbers(timesteps);

        var denoiser = Denoiser.of(config(config), expected.length);

        assertThat(IntStream.range(0, denoiser.steps()).mapToDouble(denoiser::timestep))
                .containsExactly(Arrays.stream(expected).boxed().toArray(Double[]::new));
        assertThat(denoiser.startingDeviation()).isCloseTo(deviation, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                DDIM + ", 'timestep_spacing': 'linspace'|20|0|0.635011 -1.473332 2.912779|0.133899 0.330802 -0.561837",
                DDIM + ", 'timestep_spacing': 'linspace'|20|10|0.542334 -1.168418 2.322877|0.362838 -0.22857 0.53999",
                DDIM + ", 'timestep_spacing': 'linspace'|20|19|0.497296 -1.012092 2.021268|0.502703 -0.987913 1.978741",
                DDIM + ", 'set_alpha_to_one': false, 'steps_offset': 1|5|0"
                        + "|0.931983 -2.545554 4.977509|0.193741 0.201451 -0.304747",
                DDIM + ", 'set_alpha_to_one': false, 'steps_offset': 1|5|4"
                        + "|0.499 -1.005284 2.009354|0.503702 -0.982636 1.9694",
                "'_class_name': 'DDIMScheduler', 'prediction_type': 'v_prediction', 'timestep_spacing': 'trailing'|3|0"
                        + "|0.457079 -1.069454 2.113026|0.133899 0.330802 -0.561837",
                "'_class_name': 'DDIMScheduler', 'prediction_type': 'v_prediction', 'timestep_spacing': 'trailing'|3|2"
                        + "|0.298209 -1 1|0.43435 -0.460277 0.988624",
                EULER + "|5|0|-0.552856 -5.211423 9.369989|1.961465 4.845859 -8.230252",
                EULER + "|5|2|0.407957 -1.368173 2.644303|0.661558 -0.353767 0.869092",
                EULER + "|5|4|0.497083 -1.011667 2.020417|0.502917 -0.988333 1.979583",
                EULER
                        + ", 'timestep_spacing': 'trailing'|1|0|-0.961465 -6.845859 12.230252|1.961465 4.845859 -8.230252",
                EULER + ", 'timestep_spacing': 'leading', 'steps_offset': 1, 'prediction_type': 'v_prediction'|4|2"
                        + "|0.291902 -0.907029 1.760187|0.56984 -0.720641 1.511121",
                "'_class_name': 'EulerAncestralDiscreteScheduler'|5|1"
                        + "|1.639207 -3.120893 4.784102|0.908609 0.634436 -0.860263",
                "'_class_name': 'EulerAncestralDiscreteScheduler'|5|4"
                        + "|0.497083 -1.011667 2.020417|0.502917 -0.988333 1.979583",
                "'_class_name': 'LCMScheduler'|4|0|2.313235 -5.169835 9.275565|0.133899 0.330802 -0.561837",
                "'_class_name': 'LCMScheduler'|4|3|0.543998 -1.519624 2.967309|0.464284 -0.578184 1.214765",
            })
    void takesTheStepsOfTheReference(String config, int steps, int step, String next, String noised) {
        var denoiser = Denoiser.of(config(config), steps);

        assertThat(denoiser.next(SAMPLE, PREDICTED, step, FRESH)).containsExactly(floats(next), within(CLOSE));
        assertThat(denoiser.noised(SAMPLE, PREDICTED, step)).containsExactly(floats(noised), within(CLOSE));
        assertThat(SAMPLE).containsExactly(0.5f, -1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'beta_schedule': 'linear', 'prediction_type': 'sample'|0.412307 -0.511915 1.075946",
                "'beta_schedule': 'squaredcos_cap_v2'|0.601272 -1.527416 3.000688",
            })
    void knowsOtherNoiseAndPredictions(String config, String next) {
        var all = (ObjectNode) Json.MAPPER.readTree(("{" + DDIM + ", " + config + "}").replace('\'', '"'));

        var denoiser = Denoiser.of(SchedulerConfig.read(all), 4);

        assertThat(denoiser.next(SAMPLE, PREDICTED, 1, FRESH)).containsExactly(floats(next), within(CLOSE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {DDIM, EULER, "'_class_name': 'EulerAncestralDiscreteScheduler'", "'_class_name': 'LCMScheduler'"})
    void seesTheCleanSampleThroughTheNoise(String config) {
        var denoiser = Denoiser.of(config(config), 4);
        float[] noise = PREDICTED;

        float[] clean = denoiser.clean(denoiser.noised(SAMPLE, noise, 1), noise, 1);

        assertThat(clean).containsExactly(SAMPLE, within(CLOSE));
    }

    @ParameterizedTest
    @CsvSource({"2, 0.263154 -0.526308 1.052616", "4, 0.499787 -0.999575 1.99915"})
    void showsEulersSampleInTheNetworksScale(int step, String seen) {
        assertThat(Denoiser.of(config(EULER), 5).seen(SAMPLE, step)).containsExactly(floats(seen), within(CLOSE));
    }

    private static SchedulerConfig config(String keys) {
        String json = "{'num_train_timesteps': 1000, 'beta_start': 0.00085, 'beta_end': 0.012, "
                + "'beta_schedule': 'scaled_linear', " + keys + "}";
        return SchedulerConfig.read(Json.MAPPER.readTree(json.replace('\'', '"')));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static float[] floats(String text) {
        double[] numbers = numbers(text);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
