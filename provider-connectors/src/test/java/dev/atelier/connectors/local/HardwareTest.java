package dev.atelier.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HardwareTest {
    @TempDir
    private Path folder;

    @Test
    void isTheProcessorWhereTheRuntimeKnowsNothingElse() throws Exception {
        var device = Hardware.open(1);

        boolean knowsCuda = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        assertThat(device.name()).isEqualTo(knowsCuda && device.whyNotCuda().isEmpty() ? "cuda:0" : "cpu");
        assertThat(device.runtime()).startsWith("onnxruntime 1.");
    }

    @Test
    void passesOnWhyANetworkDoesNotLoad() throws Exception {
        var device = Hardware.open(1);
        Files.createDirectories(folder.resolve("unet"));
        Files.writeString(folder.resolve("unet/model.onnx"), "no network");

        assertThatThrownBy(() -> device.load(new FolderFiles(folder), "unet"))
                .isInstanceOfSatisfying(
                        OrtException.class,
                        e -> assertThat(e.getCode()).isEqualTo(OrtException.OrtErrorCode.ORT_INVALID_PROTOBUF));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoLibraryBehindShouldTheProcessBeKilled() throws Exception {
        var device = Hardware.open(1);

        assertThat(device.name().equals("cuda:0") ? List.of() : NativeFiles.loaded())
                .isEmpty();
        try (var network = device.load(new ShippedFiles(ModelCatalogue.EMOJI), "vae_decoder")) {
            assertThat(network.takes("latent_sample")).isTrue();
        }
    }
}
