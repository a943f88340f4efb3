package dev.atelier.ingest.feed;

import java.util.Optional;
import java.util.Set;

/**
 * Which news of a project are wanted: those that meet every condition that is given.
 *
 * @param types      only these; empty: all
 * @param tag        only of what carries this label
 * @param model      only of what runs on this model, by its full name
 * @param batch      only of this batch and of what belongs to it
 * @param generation only of this generation
 */
public record Filter(
        Set<EventType> types,
        Optional<String> tag,
        Optional<String> model,
        Optional<String> batch,
        Optional<String> generation) {
    /** All there are. */
    public static final Filter NONE =
            new Filter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Filter {
        types = Set.copyOf(types);
    }

    /** Whether {@code news} meet it. */
    public boolean admits(News news) {
        return (types.isEmpty() || types.contains(news.type()))
                && tag.map(news.tags()::contains).orElse(true)
                && model.map(wanted -> news.model().filter(wanted::equals).isPresent())
                        .orElse(true)
                && batch.map(news::isOfBatch).orElse(true)
                && generation.map(id -> isOf(news, id)).orElse(true);
    }

    private static boolean isOf(News news, String generation) {
        return switch (news.subject()) {
            case Subject.OfGeneration of -> of.id().equals(generation);
            case Subject.OfBatch _, Subject.OfProject _ -> false;
        };
    }
}
