package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Between pictures and the samples that the UNet works on. Thread-safe. */
final class Vae implements AutoCloseable {
    private static final double USUAL_SCALING = 0.18215;

    private final Network decoder;
    private final Optional<Network> encoder;
    private final int channels;
    private final double scaling;
    private final int factor;

    /** A {@code config} without a key means what Stable Diffusion 1 has. */
    Vae(Network decoder, Optional<Network> encoder, JsonNode config) {
        this.decoder = decoder;
        this.encoder = encoder;
        this.channels = config.path("latent_channels").asInt(4);
        this.scaling = config.path("scaling_factor").asDouble(USUAL_SCALING);
        check(scaling > 0, "vae_decoder.scaling_factor", "must be positive", scaling);
        // Each block but the last halves a side.
        int blocks = config.path("block_out_channels").size();
        check(blocks <= 8, "vae_decoder.block_out_channels", "must name at most 8", blocks);
        this.factor = blocks == 0 ? 8 : 1 << (blocks - 1);
    }

    int channels() {
        return channels;
    }

    /** Pixels a number of the sample, along each side. */
    int factor() {
        return factor;
    }

    boolean encodes() {
        return encoder.isPresent();
    }

    /** The picture of a sample: [1, 3, height, width] from -1 to 1. */
    Values decode(Values sample) throws OrtException {
        var scaled = new Values(times(sample.numbers(), 1 / scaling), sample.shape());
        return decoder.run(Map.of(decoder.firstInput(), scaled), "sample");
    }

    /** The sample of a picture; where the encoder gives mean and variance, their mean. */
    Values encode(Values picture) throws OrtException {
        Network network = encoder.orElseThrow();
        var given = network.run(Map.of(network.firstInput(), picture), "latent_sample");
        long[] shape = given.shape().clone();
        shape[1] = channels;
        int size = (int) (channels * shape[2] * shape[3]);
        return new Values(times(Arrays.copyOf(given.numbers(), size), scaling), shape);
    }

    private static float[] times(float[] numbers, double factor) {
        float[] scaled = new float[numbers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (numbers[i] * factor);
        }
        return scaled;
    }

    @Override
    public void close() {
        decoder.close();
        encoder.ifPresent(Network::close);
    }
}
