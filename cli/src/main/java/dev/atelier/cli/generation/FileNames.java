package dev.atelier.cli.generation;

import dev.atelier.cli.api.Artifact;
import dev.atelier.cli.api.Generation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the files of a generation are called.
 *
 * @param folder where they go, unless {@code out} says otherwise
 * @param out    what the user wants: a file, or an existing folder
 */
record FileNames(Path folder, Optional<Path> out) {
    private static final int LONGEST_SLUG = 40;
    private static final int ID_PART = 8;

    /** One path for each artifact, in order. Names that the user did not choose are free ones. */
    List<Path> of(Generation generation) {
        var artifacts = generation.artifacts();
        if (out.isPresent() && !Files.isDirectory(out.get())) {
            return artifacts.size() == 1 ? List.of(out.get()) : numbered(out.get(), artifacts.size());
        }
        var base = out.orElse(folder).resolve(stem(generation));
        return Stream.iterate(1, turn -> turn + 1)
                .map(turn -> turn == 1 ? base.toString() : base + "-" + turn)
                .map(name -> named(name, artifacts))
                .filter(names -> names.stream().noneMatch(FileNames::isTaken))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> named(String base, List<Artifact> artifacts) {
        if (artifacts.size() == 1) {
            return List.of(Path.of(base + "." + artifacts.getFirst().extension()));
        }
        return IntStream.range(0, artifacts.size())
                .mapToObj(i -> Path.of(
                        "%s-%d.%s".formatted(base, i + 1, artifacts.get(i).extension())))
                .toList();
    }

    /** {@code fox.png} gives {@code fox-1.png}, {@code fox-2.png}. */
    private static List<Path> numbered(Path file, int count) {
        var name = file.getFileName().toString();
        var dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> file.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot)))
                .toList();
    }

    private static boolean isTaken(Path file) {
        return Files.exists(file) || Files.exists(sidecar(file));
    }

    static Path sidecar(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /** The end of the id, because ids of one moment begin alike. */
    private static String stem(Generation generation) {
        var id = generation.id();
        var slug = slug(generation.prompt().orElse(generation.model()));
        return (slug.isEmpty() ? "generation" : slug) + "-" + id.substring(Math.max(0, id.length() - ID_PART));
    }

    private static String slug(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        var bounded = plain.substring(0, Math.min(plain.length(), LONGEST_SLUG));
        return bounded.replaceAll("^-+|-+$", "");
    }
}
