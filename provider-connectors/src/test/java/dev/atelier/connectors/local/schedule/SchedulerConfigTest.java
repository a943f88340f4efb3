package dev.atelier.connectors.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a config, and what is said of one that cannot be followed. */
class SchedulerConfigTest {
    @Test
    void meansWithoutAKeyWhatTheLibraryMeans() {
        var ddim = read("{'_class_name': 'DDIMScheduler'}");
        var pndm = read("{'_class_name': 'PNDMScheduler'}");
        var lcm = read("{'_class_name': 'LCMScheduler'}");

        assertThat(ddim.clip()).hasValue(1);
        assertThat(ddim.lastAlphaIsOne()).isTrue();
        assertThat(ddim.spacing()).isEqualTo(Spacing.LEADING);
        assertThat(ddim.betas()).isEqualTo(Betas.LINEAR);
        assertThat(pndm.clip()).isEmpty();
        assertThat(pndm.lastAlphaIsOne()).isFalse();
        assertThat(lcm.betas()).isEqualTo(Betas.SCALED_LINEAR);
        assertThat(lcm.mostSteps()).isEqualTo(50);
        assertThat(lcm.usualSteps()).isEqualTo(4);
        assertThat(read("{'_class_name': 'EulerDiscreteScheduler'}").spacing()).isEqualTo(Spacing.LINSPACE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|_class_name must be one of [DDIMScheduler, PNDMScheduler, EulerDiscreteScheduler,"
                        + " EulerAncestralDiscreteScheduler, LCMScheduler], but was ",
                "{'_class_name': 'DDIMScheduler', 'prediction_type': 'flow'}"
                        + "|prediction_type must be one of [epsilon, v_prediction, sample], but was flow",
                "{'_class_name': 'DDIMScheduler', 'rescale_betas_zero_snr': true}"
                        + "|rescale_betas_zero_snr is not supported, but was true",
                "{'_class_name': 'EulerDiscreteScheduler', 'use_karras_sigmas': true}"
                        + "|use_karras_sigmas is not supported, but was true",
                "{'_class_name': 'EulerDiscreteScheduler', 'timestep_type': 'continuous'}"
                        + "|timestep_type must be discrete, but was continuous",
                "{'_class_name': 'DDIMScheduler', 'num_train_timesteps': 0}"
                        + "|num_train_timesteps must be from 1 to 100000, but was 0",
            })
    void saysWhatItCannotFollow(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(message == null ? "" : message.endsWith("was") ? message + " " : message);
    }

    private static SchedulerConfig read(String json) {
        return SchedulerConfig.read(Json.MAPPER.readTree(json.replace('\'', '"')));
    }
}
