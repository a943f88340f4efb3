package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.atelier.platform.config.InvalidConfigException;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One loaded network of a model. What it is fed with follows from what it says of its inputs. Thread-safe. */
final class Network implements AutoCloseable {
    private final String part;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, TensorInfo> inputs;
    private final List<String> outputs;

    Network(String part, OrtEnvironment environment, OrtSession session) throws OrtException {
        this.part = part;
        this.environment = environment;
        this.session = session;
        this.inputs = inputs(session);
        this.outputs = List.copyOf(session.getOutputNames());
    }

    private static Map<String, TensorInfo> inputs(OrtSession session) throws OrtException {
        Map<String, TensorInfo> inputs = new LinkedHashMap<>();
        for (NodeInfo input : session.getInputInfo().values()) {
            if (input.getInfo() instanceof TensorInfo tensor) {
                inputs.put(input.getName(), tensor);
            }
        }
        return inputs;
    }

    /** The name of its first input. */
    String firstInput() {
        return inputs.keySet().iterator().next();
    }

    boolean takes(String input) {
        return inputs.containsKey(input);
    }

    /** What it says of {@code input}, which it takes. */
    TensorInfo input(String input) {
        TensorInfo info = inputs.get(input);
        if (info == null) {
            throw new InvalidConfigException(
                    "%s lacks the input %s; it has %s".formatted(part, input, inputs.keySet()));
        }
        return info;
    }

    /** The size of dimension {@code index} of {@code input}; -1 where any does. */
    long dimension(String input, int index) {
        long[] shape = input(input).getShape();
        check(
                shape.length > index,
                part + "." + input,
                "must have more than %d dimensions".formatted(index),
                shape.length);
        return shape[index];
    }

    /** Fails when it takes anything beside {@code known}. */
    void takesOnly(Set<String> known) {
        inputs.keySet()
                .forEach(input -> check(known.contains(input), part + " input", "must be one of " + known, input));
    }

    /** The output {@code preferred} for these inputs; the first one when it has none of that name. */
    Values run(Map<String, Values> given, String preferred) throws OrtException {
        String wanted = outputs.contains(preferred) ? preferred : outputs.getFirst();
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (var entry : given.entrySet()) {
                tensors.put(entry.getKey(), entry.getValue().tensor(environment, input(entry.getKey()).type));
            }
            try (var result = session.run(tensors, Set.of(wanted))) {
                return values((OnnxTensor) result.get(0));
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Values values(OnnxTensor tensor) throws OrtException {
        // Also widens halves.
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer == null) {
            throw new OrtException(
                    "the output of %s is of type %s, which is not supported".formatted(part, tensor.getInfo().type));
        }
        float[] numbers = new float[buffer.remaining()];
        buffer.get(numbers);
        return new Values(numbers, tensor.getInfo().getShape());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the network %s could not be closed".formatted(part), e);
        }
    }
}
