package dev.atelier.ingest.line;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.PauseDefined;
import dev.atelier.event.PauseKind;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.views.DefinitionTopic;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.PauseKeys;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pauses and resumes lanes, accounts and models. Whoever may call it is the route's to say. Blocks, so run it on a virtual
 * thread. Thread-safe.
 */
public final class Pauses {
    private static final int LONGEST_REASON = 500;

    private final TableView<PauseDefined> paused;
    private final DefinitionTopic<PauseDefined> definitions;
    private final Names names;
    private final InstantSource clock;

    /** What is or is to be paused: {@code kind} is lane, account or model. */
    public record Paused(String kind, String name) {}

    public Pauses(
            TableView<PauseDefined> paused,
            DefinitionTopic<PauseDefined> definitions,
            Names names,
            InstantSource clock) {
        this.paused = requireNonNull(paused);
        this.definitions = requireNonNull(definitions);
        this.names = requireNonNull(names);
        this.clock = requireNonNull(clock);
    }

    /** What is paused now, by kind and name. */
    public List<PauseDefined> all() {
        return paused.all().stream()
                .sorted(Comparator.comparing(PauseDefined::getKind).thenComparing(PauseDefined::getName))
                .toList();
    }

    /** Nothing of {@code what} is dispatched from a moment after this until it is resumed; to say so again changes the reason. */
    public PauseDefined pause(Caller caller, Paused what, Optional<String> reason) throws InterruptedException {
        PauseKind kind = kind(what.kind());
        reason.ifPresent(Pauses::checkReason);
        var pause = PauseDefined.newBuilder()
                .setKind(kind)
                .setName(fullName(caller, kind, what.name()))
                .setReason(reason.orElse(null))
                .setBy(caller.keyId())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        definitions.put(PauseKeys.of(kind, pause.getName()), pause);
        return pause;
    }

    /** {@code what} goes on within a second; what is not paused stays as it is. */
    public void resume(Caller caller, Paused what) throws InterruptedException {
        PauseKind kind = kind(what.kind());
        String key = PauseKeys.of(kind, what.name());
        // What is no longer defined can still be resumed, by the name under which it is paused.
        definitions.put(
                paused.get(key).isPresent() ? key : PauseKeys.of(kind, fullName(caller, kind, what.name())), null);
    }

    private String fullName(Caller caller, PauseKind kind, String name) {
        return switch (kind) {
            case LANE -> names.lane(name);
            case ACCOUNT -> names.account(name).getAccount();
            case MODEL, UNKNOWN -> names.model(caller, name);
        };
    }

    private static PauseKind kind(String word) {
        return switch (word) {
            case "lane" -> PauseKind.LANE;
            case "account" -> PauseKind.ACCOUNT;
            case "model" -> PauseKind.MODEL;
            default ->
                throw RefusedException.invalid(
                        "kind", "kind must be lane, account or model, but was %s".formatted(word));
        };
    }

    private static void checkReason(String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw RefusedException.invalid(
                    "reason",
                    "reason must have 1 to %d characters, not all blank, but had %d"
                            .formatted(LONGEST_REASON, reason.length()));
        }
    }
}
