package dev.atelier.connectors.sketch;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the painter understands of a prompt.
 *
 * @param figures the things it names, each with its colour
 * @param tint    the first colour that belongs to no thing
 * @param night   whether it is dark
 */
record Subject(List<Figure> figures, Optional<Color> tint, boolean night) {
    private static final int MOST_FIGURES = 12;
    private static final Set<String> DARK = Set.of("night", "dark", "midnight", "stars", "starry", "moon", "moonlit");

    /**
     * One thing to paint.
     *
     * @param motif  what it is
     * @param colour which colour it has
     */
    record Figure(Motif motif, Color colour) {}

    Subject {
        figures = List.copyOf(figures);
    }

    /** Reads {@code prompt}: a colour belongs to the next thing named, as in "a red fox under a white moon". */
    static Subject read(String prompt) {
        List<Figure> figures = new ArrayList<>();
        Optional<Color> pending = Optional.empty();
        Optional<Color> tint = Optional.empty();
        boolean night = false;
        for (String word : prompt.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", 200)) {
            night |= DARK.contains(word);
            var colour = Colours.named(word);
            if (colour.isPresent()) {
                tint = tint.or(() -> colour);
                pending = colour;
            }
            var motif = Motif.named(word);
            if (motif.isPresent() && figures.size() < MOST_FIGURES) {
                figures.add(new Figure(motif.get(), pending.orElse(motif.get().colour())));
                pending = Optional.empty();
            }
        }
        return new Subject(figures, pending.isPresent() ? pending : figures.isEmpty() ? tint : Optional.empty(), night);
    }

    /** The things of one place. */
    List<Figure> at(Motif.Place place) {
        return figures.stream()
                .filter(figure -> figure.motif().place() == place)
                .toList();
    }
}
