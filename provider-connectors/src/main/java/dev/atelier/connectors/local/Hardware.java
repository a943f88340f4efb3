package dev.atelier.connectors.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.Optional;

/**
 * What runs the networks: the first CUDA device, where the runtime on the class path knows CUDA and the device opens, else
 * the processor. Thread-safe.
 */
final class Hardware {
    /** The processor's name, where it runs them. */
    static final String PROCESSOR = "cpu";

    private final OrtEnvironment environment;
    private final boolean cuda;
    private final int threads;
    private final Optional<String> whyNotCuda;

    private Hardware(OrtEnvironment environment, boolean cuda, int threads, Optional<String> whyNotCuda) {
        this.environment = environment;
        this.cuda = cuda;
        this.threads = threads;
        this.whyNotCuda = whyNotCuda;
    }

    /**
     * Loads the runtime and chooses the device.
     *
     * @param threads threads of the processor that a network may use
     * @throws UnsatisfiedLinkError when the runtime has no library for this machine
     */
    static Hardware open(int threads) throws OrtException {
        // What goes wrong comes as an exception; it need not stand on standard error as well.
        var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "atelier");
        // On Windows the runtime reports to its maker unless told not to.
        environment.setTelemetry(false);
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            NativeFiles.letGo();
            return new Hardware(environment, false, threads, Optional.empty());
        }
        try (var options = new OrtSession.SessionOptions()) {
            options.addCUDA(0);
            return new Hardware(environment, true, threads, Optional.empty());
        } catch (OrtException e) {
            return new Hardware(environment, false, threads, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** As it is reported, such as {@code cpu}. */
    String name() {
        return cuda ? "cuda:0" : PROCESSOR;
    }

    /** The runtime with its version. */
    String runtime() {
        return "onnxruntime " + environment.getVersion();
    }

    /** Why a runtime that knows CUDA does not use it, if that is so. */
    Optional<String> whyNotCuda() {
        return whyNotCuda;
    }

    /** Loads the network {@code part} of {@code files}. */
    Network load(ModelFiles files, String part) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setDeterministicCompute(true);
            // The services of a small installation share the processor, which idle threads must not burn.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (cuda) {
                options.addCUDA(0);
            }
            var session = files.open(part, environment, options);
            try {
                return new Network(part, environment, session);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        }
    }
}
