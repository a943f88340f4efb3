package dev.atelier.dispatch.scheduling;

import dev.atelier.event.PauseDefined;
import dev.atelier.event.PauseKind;
import dev.atelier.schemas.PauseKeys;
import java.util.Locale;
import java.util.Optional;

/** What operators have paused: nothing of it is dispatched, what runs goes on, and all that waits keeps its place. */
final class Pauses {
    private final Stores stores;

    Pauses(Stores stores) {
        this.stores = stores;
    }

    Optional<PauseDefined> ofAccount(String account) {
        return stores.pause(PauseKeys.of(PauseKind.ACCOUNT, account));
    }

    /** Why nothing of {@code flow} is dispatched, though its account is not paused. */
    Optional<PauseDefined> ofFlow(Flow flow) {
        return stores.pause(PauseKeys.of(flow.lane()))
                .or(() -> stores.pause(PauseKeys.of(PauseKind.MODEL, flow.model())));
    }

    /** For whoever does not want to wait. */
    static String sentence(PauseDefined pause) {
        return "%s %s is paused%s"
                .formatted(
                        pause.getKind().name().toLowerCase(Locale.ROOT),
                        pause.getName(),
                        pause.getReason().map(": "::concat).orElse(""));
    }
}
