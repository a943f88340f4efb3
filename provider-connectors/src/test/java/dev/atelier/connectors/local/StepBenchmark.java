package dev.atelier.connectors.local;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.atelier.connectors.picture.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of the shipped model at its usual size with guidance, which is one run of the UNet on two samples: plainly with
 * ONNX Runtime on buffers that stay, with the worker's options and with threads that spin, as they do unless told not to; as the
 * worker takes it; and its share of a whole picture as a PNG.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(2)
@NullUnmarked // set up by JMH
public class StepBenchmark {
    private static final int STEPS = 20;
    private static final int THREADS = 2;

    private OrtEnvironment environment;
    private OrtSession session;
    private OrtSession spinning;
    private Map<String, OnnxTensor> tensors;
    private Hardware device;
    private DiffusionModel model;
    private LocalRequest request;
    private Plan plan;

    @Setup
    public void load() throws OrtException {
        var files = new ShippedFiles(ModelCatalogue.EMOJI);
        device = Hardware.open(THREADS);
        model = DiffusionModel.load(files, device);
        var job = LocalJobs.job(ModelCatalogue.EMOJI, "{'prompt': 'a cat', 'guidance': 4, 'steps': 20, 'seed': 7}");
        var in = new Parameters(job.parameters());
        request = LocalRequest.read(in, job);
        plan = Plan.of(request, model, Optional.empty(), in);

        environment = OrtEnvironment.getEnvironment();
        session = session(files, "0");
        spinning = session(files, "1");
        tensors = Map.of(
                "sample", OnnxTensor.createTensor(environment, floats(2 * 4 * 8 * 8), new long[] {2, 4, 8, 8}),
                "timestep",
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {500, 500}), new long[] {2}),
                "encoder_hidden_states",
                        OnnxTensor.createTensor(environment, floats(2 * 32 * 128), new long[] {2, 32, 128}));
    }

    private OrtSession session(ModelFiles files, String spin) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            options.addConfigEntry("session.intra_op.allow_spinning", spin);
            return files.open("unet", environment, options);
        }
    }

    private static FloatBuffer floats(int count) {
        var buffer = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < count; i++) {
            buffer.put(i, (float) Math.sin(i));
        }
        return buffer;
    }

    @TearDown
    public void close() throws OrtException {
        tensors.values().forEach(OnnxTensor::close);
        session.close();
        spinning.close();
        model.close();
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long plainRun() throws OrtException {
        return run(session);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long plainRunSpinning() throws OrtException {
        return run(spinning);
    }

    private long run(OrtSession plain) throws OrtException {
        long outputs = 0;
        for (int step = 0; step < STEPS; step++) {
            try (var result = plain.run(tensors)) {
                outputs += result.size();
            }
        }
        return outputs;
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Object workersStep() throws OrtException, InterruptedException {
        return new Painting(model, request, plan, Optional.empty(), (_, _) -> {}).sample(0);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Object shareOfAPicture() throws OrtException, InterruptedException {
        var in = new Parameters(LocalJobs.job("", "{}").parameters());
        return new Run(ModelCatalogue.EMOJI, model, device).paint(request, in, Optional.empty(), (_, _) -> {});
    }
}
