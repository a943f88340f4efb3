package dev.atelier.connectors.local;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A model in a folder. A network is opened by its path, so that it finds the weights that large ones keep beside them. */
record FolderFiles(Path folder) implements ModelFiles {
    @Override
    public String model() {
        return folder.getFileName().toString();
    }

    @Override
    public boolean has(String file) {
        return Files.isRegularFile(folder.resolve(file));
    }

    @Override
    public Optional<byte[]> read(String file) {
        try {
            return has(file) ? Optional.of(Files.readAllBytes(folder.resolve(file))) : Optional.empty();
        } catch (IOException e) {
            throw new InvalidConfigException(file + " could not be read", e);
        }
    }

    @Override
    public long bytes() {
        return PARTS.stream().mapToLong(this::bytes).sum();
    }

    private long bytes(String part) {
        Path of = folder.resolve(part);
        if (!Files.isDirectory(of)) {
            return 0;
        }
        try (var files = Files.walk(of)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new InvalidConfigException(part + " could not be read", e);
        }
    }

    @Override
    public OrtSession open(String part, OrtEnvironment environment, OrtSession.SessionOptions options)
            throws OrtException {
        return environment.createSession(folder.resolve(part).resolve(NETWORK).toString(), options);
    }
}
