package dev.atelier.connectors.local;

import ai.onnxruntime.OrtException;
import dev.atelier.connectors.local.text.ClipTokenizer;
import java.util.Map;
import java.util.Set;

/** Turns a prompt into what the UNet is guided by. Thread-safe. */
final class TextEncoder implements AutoCloseable {
    private final ClipTokenizer tokenizer;
    private final Network network;
    private final String input;
    private final int length;

    TextEncoder(ClipTokenizer tokenizer, Network network) {
        this.tokenizer = tokenizer;
        this.network = network;
        this.input = network.firstInput();
        network.takesOnly(Set.of(input));
        long fixed = network.dimension(input, 1);
        this.length = fixed > 1 ? (int) fixed : tokenizer.length();
    }

    /**
     * A prompt as the UNet reads it.
     *
     * @param states  the hidden states, [1, tokens, width]
     * @param dropped pieces of the prompt that did not fit
     */
    record Encoded(Values states, int dropped) {}

    Encoded encode(String prompt) throws OrtException {
        var tokens = tokenizer.encode(prompt, length);
        float[] ids = new float[length];
        for (int i = 0; i < length; i++) {
            ids[i] = tokens.ids()[i];
        }
        var states = network.run(Map.of(input, new Values(ids, 1, length)), "last_hidden_state");
        return new Encoded(states, tokens.dropped());
    }

    @Override
    public void close() {
        network.close();
    }
}
