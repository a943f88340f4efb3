package dev.atelier.cli.batch;

import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.Batch;
import dev.atelier.cli.watch.Watch;

/** A batch that is waited for until {@code round} of it is over. */
record WatchedBatch(ApiClient api, String id, int round) implements Watch.Subject<Batch> {
    static WatchedBatch of(ApiClient api, Batch first) {
        return new WatchedBatch(api, first.id(), first.round());
    }

    @Override
    public Batch ask() {
        return api.batch(id);
    }

    @Override
    public boolean isOver(Batch now) {
        return now.status().isFinal() && now.round() >= round;
    }

    @Override
    public String describe(Batch now) {
        var ends = now.ends();
        return "%s, %d of %d ended%s"
                .formatted(now.statusWord(), now.ended(), now.total(), ends.isEmpty() ? "" : ": " + ends);
    }

    @Override
    public String standing(Batch now) {
        return "The batch is " + now.statusWord();
    }

    @Override
    public String goesOn() {
        return "`atelier batch show %s` tells how it stands.".formatted(id);
    }
}
