package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFiles;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.media.FileFacts;
import dev.atelier.platform.media.FileInspector;
import dev.atelier.platform.media.FileLimits;
import dev.atelier.platform.objects.ObjectKeys;
import dev.atelier.platform.objects.ObjectStore;
import dev.atelier.platform.objects.ObjectStoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** The inputs of one project's jobs: in the object store, or in the parameters themselves. Thread-safe. */
final class StoredInputs implements InputFiles {
    private static final String DATA = "data:";
    private static final long LARGEST = 64L * 1024 * 1024;

    private final ObjectStore objects;
    private final String folder;

    StoredInputs(ObjectStore objects, String project) {
        this.objects = objects;
        this.folder = "projects/%s/content/".formatted(project);
    }

    @Override
    public InputFile read(String field, String reference) {
        if (reference.startsWith(ObjectKeys.SCHEME)) {
            return object(field, reference.substring(ObjectKeys.SCHEME.length()));
        }
        if (reference.startsWith(DATA)) {
            return data(field, reference);
        }
        return invalid(field, "must be an object reference or a data URI");
    }

    /** Whoever asks gets files of the own project alone, whatever the key says. */
    private InputFile object(String field, String key) {
        if (!key.startsWith(folder) || key.contains("..")) {
            return invalid(field, "must refer to an object of this project");
        }
        try {
            var stored = objects.find(key);
            if (stored.isEmpty()) {
                return invalid(field, "refers to an object that does not exist");
            }
            if (stored.get().bytes() > LARGEST) {
                return invalid(field, "refers to an object of more than %d bytes".formatted(LARGEST));
            }
            try (var content = objects.open(key)) {
                return recognised(field, content.readAllBytes());
            }
        } catch (ObjectStoreException | IOException e) {
            return new InputFile.Unreadable(
                    new Failure.Unavailable("An input could not be read from the object store."));
        }
    }

    private static InputFile data(String field, String uri) {
        int comma = uri.indexOf(',');
        if (comma < 0 || !uri.substring(0, comma).endsWith(";base64")) {
            return invalid(field, "must be a data URI in base64");
        }
        try {
            return recognised(field, Base64.getDecoder().decode(uri.substring(comma + 1)));
        } catch (IllegalArgumentException e) {
            return invalid(field, "must be a data URI in base64");
        }
    }

    private static InputFile recognised(String field, byte[] content) {
        return switch (FileInspector.inspect(ByteBuffer.wrap(content))) {
            case FileFacts.Whole facts ->
                FileLimits.USUAL
                        .broken(facts)
                        .<InputFile>map(rule -> invalid(field, rule))
                        .orElseGet(() -> new InputFile.Read(facts.mediaType(), content));
            case FileFacts.Broken(var why) -> invalid(field, "holds a file that is " + why);
        };
    }

    private static InputFile invalid(String field, String rule) {
        String path = "input." + field;
        return new InputFile.Unreadable(new Failure.InvalidRequest("%s %s".formatted(path, rule), Optional.of(path)));
    }
}
