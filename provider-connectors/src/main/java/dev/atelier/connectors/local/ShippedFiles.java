package dev.atelier.connectors.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that comes with Atelier, on the class path beside this class: no path has to be set to find it. */
record ShippedFiles(String model) implements ModelFiles {
    @Override
    public boolean has(String file) {
        return resource(file) != null;
    }

    @Override
    public Optional<byte[]> read(String file) {
        try (InputStream in = ShippedFiles.class.getResourceAsStream(model + "/" + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new InvalidConfigException(file + " could not be read", e);
        }
    }

    @Override
    public long bytes() {
        return PARTS.stream().mapToLong(this::bytes).sum();
    }

    private long bytes(String part) {
        URL network = resource(part + "/" + NETWORK);
        if (network == null) {
            return 0;
        }
        try {
            return network.openConnection().getContentLengthLong();
        } catch (IOException e) {
            throw new InvalidConfigException(part + " could not be read", e);
        }
    }

    @Override
    public OrtSession open(String part, OrtEnvironment environment, OrtSession.SessionOptions options)
            throws OrtException {
        return environment.createSession(read(part + "/" + NETWORK).orElseThrow(), options);
    }

    private @Nullable URL resource(String file) {
        return ShippedFiles.class.getResource(model + "/" + file);
    }
}
