package dev.atelier.connectors.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which models this worker can run: those that are shipped, and the sub-folders of the folder that is configured, which is
 * looked at anew each time, so that a model can be added while the worker runs. A sub-folder comes before a shipped model of
 * its name. Thread-safe.
 */
final class ModelCatalogue {
    /** The model that is there from the start. */
    static final String EMOJI = "emoji-64";

    private static final String INDEX = "model_index.json";
    /** No separators and no dot in front: a name stays in the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Optional<Path> folder;

    ModelCatalogue(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The files of {@code model}, if there is one of that name. */
    Optional<ModelFiles> find(String model) {
        if (!NAME.matcher(model).matches()) {
            return Optional.empty();
        }
        Optional<ModelFiles> added = folder.map(models -> models.resolve(model))
                .filter(Files::isDirectory)
                .map(FolderFiles::new);
        return added.or(() -> model.equals(EMOJI) ? Optional.of(new ShippedFiles(model)) : Optional.empty());
    }

    /** The names, in their order. */
    Set<String> names() {
        var names = new TreeSet<>(Set.of(EMOJI));
        if (folder.isPresent()) {
            try (var all = Files.list(folder.get())) {
                all.filter(path -> Files.isRegularFile(path.resolve(INDEX)))
                        .forEach(path -> names.add(path.getFileName().toString()));
            } catch (IOException e) {
                // Told for information alone; asking for one of them says what is wrong.
                return names;
            }
        }
        return names;
    }
}
