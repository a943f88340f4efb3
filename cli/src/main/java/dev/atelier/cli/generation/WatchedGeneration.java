package dev.atelier.cli.generation;

import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Generation;
import dev.atelier.cli.watch.Watch;
import java.util.Locale;

/** A generation that is waited for. */
record WatchedGeneration(ApiClient api, String id) implements Watch.Subject<Generation> {
    @Override
    public Generation ask() {
        return api.get(id);
    }

    @Override
    public boolean isOver(Generation now) {
        return now.status().isFinal();
    }

    @Override
    public String describe(Generation now) {
        var progress = now.progress();
        return switch (now.status()) {
            case RUNNING ->
                progress.isPresent()
                        ? String.format(Locale.ROOT, "running %.0f%%", progress.getAsDouble() * 100)
                        : "running";
            case SUCCEEDED -> "stored";
            case QUEUED, CANCELING, FAILED, CANCELED, EXPIRED, REJECTED, OTHER -> now.statusWord();
        };
    }

    @Override
    public String standing(Generation now) {
        return "The generation is " + now.statusWord();
    }

    @Override
    public String goesOn() {
        return "`atelier resume %s` picks it up.".formatted(id);
    }
}
