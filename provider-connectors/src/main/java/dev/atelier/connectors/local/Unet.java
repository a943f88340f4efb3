package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Predicts the noise in a sample. Thread-safe. */
final class Unet implements AutoCloseable {
    private static final String SAMPLE = "sample";
    private static final String TIMESTEP = "timestep";
    private static final String STATES = "encoder_hidden_states";
    /** Consistency models are told the guidance instead of being guided. */
    private static final String GUIDANCE = "timestep_cond";

    private final Network network;
    private final int channels;
    private final int usualSide;
    /** Blocks, of which each but the last halves a side; 0 when the config does not tell. */
    private final int blocks;

    Unet(Network network, JsonNode config) {
        this.network = network;
        network.takesOnly(Set.of(SAMPLE, TIMESTEP, STATES, GUIDANCE));
        long fixed = network.dimension(SAMPLE, 1);
        this.channels = fixed > 0 ? (int) fixed : config.path("in_channels").asInt(4);
        this.usualSide = config.path("sample_size").asInt(64);
        check(usualSide > 0, "unet.sample_size", "must be positive", usualSide);
        this.blocks = config.path("block_out_channels").size();
        check(blocks <= 8, "unet.block_out_channels", "must name at most 8", blocks);
    }

    int channels() {
        return channels;
    }

    /** Usual width and height of a sample. */
    int usualSide() {
        return usualSide;
    }

    /** What width and height of a sample are multiples of, where the model tells: an export cannot fill up odd ones. */
    OptionalInt unit() {
        return blocks == 0 ? OptionalInt.empty() : OptionalInt.of(1 << (blocks - 1));
    }

    /** The only width (2 the height, 3 the width) that it takes; -1 where any will do. */
    long fixedSide(int dimension) {
        return network.dimension(SAMPLE, dimension);
    }

    /** Whether it is told the guidance, so that one run does for both branches. */
    boolean isToldGuidance() {
        return network.takes(GUIDANCE);
    }

    /** What it predicts for one sample without guidance. */
    Values predict(Values sample, double timestep, Values states, double guidance) throws OrtException {
        return run(sample, timestep, states, guidance);
    }

    /** What it predicts for one sample, led {@code guidance} times as far from {@code unwanted} as to {@code wanted}. */
    Values predict(Values sample, double timestep, Guided states, double guidance) throws OrtException {
        float[] from;
        float[] to;
        if (network.dimension(SAMPLE, 0) == 1) {
            from = run(sample, timestep, states.unwanted(), guidance).numbers();
            to = run(sample, timestep, states.wanted(), guidance).numbers();
        } else {
            float[] both =
                    run(sample.twice(), timestep, states.both(), guidance).numbers();
            from = Arrays.copyOfRange(both, 0, both.length / 2);
            to = Arrays.copyOfRange(both, both.length / 2, both.length);
        }
        float[] led = new float[from.length];
        for (int i = 0; i < led.length; i++) {
            led[i] = (float) (from[i] + guidance * (to[i] - from[i]));
        }
        return new Values(led, sample.shape());
    }

    /** The two branches of guidance, made once for all steps. */
    record Guided(Values unwanted, Values wanted, Values both) {
        static Guided of(Values unwanted, Values wanted) {
            return new Guided(unwanted, wanted, unwanted.with(wanted));
        }
    }

    private Values run(Values sample, double timestep, Values states, double guidance) throws OrtException {
        int batch = (int) sample.shape()[0];
        Map<String, Values> given = new HashMap<>();
        given.put(SAMPLE, sample);
        given.put(STATES, states);
        given.put(TIMESTEP, timestep(timestep, batch));
        if (isToldGuidance()) {
            given.put(GUIDANCE, told(guidance, batch));
        }
        return network.run(given, "out_sample");
    }

    /** In the shape that the network says: a single number, a list of fixed length, or one a sample. */
    private Values timestep(double timestep, int batch) {
        TensorInfo info = network.input(TIMESTEP);
        if (info.getShape().length == 0) {
            return new Values(new float[] {(float) timestep});
        }
        long fixed = info.getShape()[0];
        String own = info.getDimensionNames()[0];
        boolean perSample = own.equals(network.input(SAMPLE).getDimensionNames()[0]);
        int length = fixed > 0 ? (int) fixed : perSample ? batch : 1;
        float[] numbers = new float[length];
        Arrays.fill(numbers, (float) timestep);
        return new Values(numbers, length);
    }

    /** The guidance as sines and cosines, as such models were taught it. */
    private Values told(double guidance, int batch) {
        int width = (int) network.dimension(GUIDANCE, 1);
        int half = width / 2;
        float[] one = new float[width];
        for (int i = 0; i < half; i++) {
            double angle = (guidance - 1) * 1000 * Math.exp(-Math.log(10_000) * i / (half - 1));
            one[i] = (float) Math.sin(angle);
            one[half + i] = (float) Math.cos(angle);
        }
        var told = new Values(one, 1, width);
        return batch == 1 ? told : told.twice();
    }

    @Override
    public void close() {
        network.close();
    }
}
