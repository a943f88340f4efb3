package dev.atelier.sink;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.GenerationOutcome;
import dev.atelier.platform.objects.ObjectStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an outcome: its artifacts, then its provenance and its rows, and only then lets go of what was staged. Each step
 * may be done again, so an outcome whose keeping was cut short at any point is simply kept from the beginning.
 * Thread-safe; blocks.
 */
final class OutcomeStore {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeStore.class);

    private final Artifacts artifacts;
    private final Sidecars sidecars;
    private final Rows rows;
    private final FinishedLately finished;
    private final StoringTime time;

    OutcomeStore(ObjectStore objects, Rows rows, FinishedLately finished, StoringTime time) {
        this.artifacts = new Artifacts(objects);
        this.sidecars = new Sidecars(objects);
        this.rows = requireNonNull(rows);
        this.finished = requireNonNull(finished);
        this.time = requireNonNull(time);
    }

    /** Keeps {@code outcome} and says what is to be announced; throws when a store is away. */
    Settled keep(GenerationOutcome outcome) {
        var request = outcome.getRequest();
        if (!Addresses.usable(request.getProject(), request.getGenerationId())) {
            return turnAway(outcome);
        }
        var promotion = artifacts.promote(outcome);
        if (promotion instanceof Promotion.Broken(var detail)) {
            LOG.atWarn()
                    .addKeyValue("generationId", request.getGenerationId())
                    .addKeyValue("project", request.getProject())
                    .log("A success cannot be kept: {}", detail);
        }
        var settled = Settled.of(outcome, promotion, time.of(outcome));
        var written = rows.finished(settled);
        sidecars.put(settled);
        Stages.await(List.of(written));
        finished.add(request.getGenerationId());
        artifacts.discardStaged(outcome);
        return settled;
    }

    /** Dispatch admits no such name, so this is its rejection: whoever sent it is told, and there is nothing to keep. */
    private Settled turnAway(GenerationOutcome outcome) {
        LOG.atWarn().log("An outcome whose project or id is no name is announced without being kept");
        var nothingKept = new Promotion.Broken("its project or id is no name");
        // No provenance was kept that could say when it was; its names cannot even be looked for.
        return Settled.of(outcome, nothingKept, StoringTime.now().of(outcome));
    }
}
