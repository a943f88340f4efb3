package dev.atelier.ingest.deadletters;

import dev.atelier.event.RedriveRecorded;
import dev.atelier.ingest.views.LazyView;
import java.util.Optional;

/** What was put back before, by anybody: the topic {@code redrives} as it is committed. */
interface Audit {
    /** When and where {@code id} was put back last. */
    Optional<RedriveRecorded> find(LetterId id);

    /** Returns once everything is known that was committed before this call. */
    void awaitEnd();

    /** The audit as {@code view} has it. */
    static Audit of(LazyView<RedriveRecorded> view) {
        return new Audit() {
            @Override
            public Optional<RedriveRecorded> find(LetterId id) {
                return view.get(id.toString());
            }

            @Override
            public void awaitEnd() {
                view.awaitEnd();
            }
        };
    }
}
