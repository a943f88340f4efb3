package dev.atelier.connectors.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.vendor.ScriptedVendor;
import dev.atelier.connectors.vendor.VendorRig;
import dev.atelier.event.Capability;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator may say about RunPod, and what holds where nothing is said. */
class RunpodSettingsTest {
    @Test
    void areAllRead() {
        assertThat(of(Map.of("execution-timeout", "PT5S", "probe-endpoint", "abc")))
                .isEqualTo(new RunpodSettings(Optional.of(Duration.ofSeconds(5)), Optional.of("abc")));
    }

    @Test
    void refuseATimeThatRunpodRefuses() {
        assertThatThrownBy(() -> of(Map.of("execution-timeout", "PT4S")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(
                        "providers.runpod.settings.execution-timeout must be a duration such as PT5M, at least PT5S,"
                                + " but was PT4S");
    }

    @Test
    void refuseAKeyThatNobodyKnows() {
        assertThatThrownBy(() -> of(Map.of("colour", "red")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("providers.runpod.settings.colour");
    }

    @Test
    void leaveTheTimeToTheEndpoint() throws InterruptedException {
        try (var rig = new VendorRig(new RunpodFactory())) {
            rig.vendor.on("POST /abc/run", ScriptedVendor.json(200, "{\"id\": \"j1\"}"));

            rig.provider("/", Map.of()).submit(Jobs.at("abc", Capability.TEXT_TO_IMAGE, "{\"seed\": 1}"), (_, _) -> {});

            assertThat(rig.vendor.heard("POST /abc/run").getFirst().getBody().utf8())
                    .isEqualTo("{\"input\":{\"seed\":1}}");
        }
    }

    @Test
    void sayWhyNobodyCanTellWhetherAKeyIsGood() throws InterruptedException {
        try (var rig = new VendorRig(new RunpodFactory())) {
            assertThat(rig.provider("/", Map.of()).tryAccount("account"))
                    .contains(new Failure.Unavailable(
                            "runpod tries credentials by an endpoint, and settings.probe-endpoint names none."));
            assertThat(rig.vendor.heard()).isEmpty();
        }
    }

    private static RunpodSettings of(Map<String, String> values) {
        return RunpodSettings.of(new ProviderSettings("runpod", values));
    }
}
