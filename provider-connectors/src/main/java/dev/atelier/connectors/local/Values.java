package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Numbers in the order of their shape, last dimension fastest, as float: wide enough for what a network is given and gives
 * here (token ids and timesteps are below 2^24). They become what the network's input is made of.
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Values(float[] numbers, long... shape) {
    Values {
        long size = LongStream.of(shape).reduce(1, (a, b) -> a * b);
        check(
                size == numbers.length,
                "shape",
                "must hold %d numbers".formatted(numbers.length),
                Arrays.toString(shape));
    }

    /** Twice these, one after the other along the first dimension. */
    Values twice() {
        return with(this);
    }

    /** These, then {@code others}, along the first dimension. */
    Values with(Values others) {
        float[] both = Arrays.copyOf(numbers, numbers.length + others.numbers.length);
        System.arraycopy(others.numbers, 0, both, numbers.length, others.numbers.length);
        long[] joined = shape.clone();
        joined[0] += others.shape[0];
        return new Values(both, joined);
    }

    /** Whether none is infinite or not a number. */
    boolean finite() {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** A tensor of {@code type}, which the caller closes. */
    OnnxTensor tensor(OrtEnvironment environment, OnnxJavaType type) throws OrtException {
        return switch (type) {
            case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), shape);
            case FLOAT16 -> OnnxTensor.createTensor(environment, halves(), shape, OnnxJavaType.FLOAT16);
            case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(wide()), shape);
            case INT32 ->
                OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                Arrays.stream(wide()).mapToInt(n -> (int) n).toArray()),
                        shape);
            case INT64 ->
                OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(
                                Arrays.stream(wide()).mapToLong(n -> (long) n).toArray()),
                        shape);
            case INT8, INT16, UINT8, BOOL, STRING, BFLOAT16, UNKNOWN ->
                throw new OrtException("inputs of type %s are not supported".formatted(type));
        };
    }

    private ShortBuffer halves() {
        short[] halves = new short[numbers.length];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.floatToFloat16(numbers[i]);
        }
        return ShortBuffer.wrap(halves);
    }

    private double[] wide() {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }
}
