package dev.atelier.ingest.feed;

import static java.util.Objects.requireNonNull;

/**
 * What a watcher wants to hear.
 *
 * @param subject about what
 * @param filter  which of that
 */
public record Interest(Subject subject, Filter filter) {
    public Interest {
        requireNonNull(subject);
        requireNonNull(filter);
    }

    /** Everything about {@code subject}. */
    public static Interest in(Subject subject) {
        return new Interest(subject, Filter.NONE);
    }

    /** Whether {@code news} are wanted. */
    boolean wants(News news) {
        return covers(news.subject()) && filter.admits(news);
    }

    private boolean covers(Subject about) {
        return switch (subject) {
            case Subject.OfProject(var project) -> about.project().equals(project);
            case Subject.OfGeneration _, Subject.OfBatch _ -> about.equals(subject);
        };
    }
}
