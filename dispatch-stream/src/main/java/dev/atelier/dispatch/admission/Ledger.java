package dev.atelier.dispatch.admission;

import dev.atelier.dispatch.admission.Budgets.Payer;
import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.Target;
import dev.atelier.event.UsageKind;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.failure.Failure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Sets money aside for what is admitted and books what it cost; says each movement. What is free moves nothing. */
final class Ledger {
    private final Budgets budgets;
    private final Consumer<UsageRecorded> log;

    Ledger(Budgets budgets, Consumer<UsageRecorded> log) {
        this.budgets = budgets;
        this.log = log;
    }

    /** Reserves the price of the first target; refused when {@code payer} cannot pay it. */
    Verdict reserve(GenerationAdmitted admitted, Payer payer, Instant now) {
        Optional<Long> price = admitted.getTargets().getFirst().getPriceMicros();
        Optional<Failure> refusal = budgets.refusal(payer, price, now);
        if (refusal.isPresent()) {
            return new Verdict.Refused(refusal.get());
        }
        move(admitted, UsageKind.RESERVED, price.orElse(0L), 0, false, now);
        return new Verdict.Admitted(GenerationAdmitted.newBuilder(admitted)
                .setReservedMicros(price.orElse(null))
                .build());
    }

    /** Gives back what is reserved for the first target; what failed attempts cost there is spent nevertheless. */
    GenerationAdmitted release(GenerationAdmitted admitted, Instant now) {
        settle(
                GenerationSettled.newBuilder()
                        .setAdmitted(admitted)
                        .setCostMicros(admitted.getCostMicros())
                        .setEstimated(false)
                        .build(),
                now);
        return GenerationAdmitted.newBuilder(admitted)
                .setReservedMicros(null)
                .setBookedMicros(admitted.getCostMicros())
                .build();
    }

    /** Books what it cost in place of what was reserved. */
    void settle(GenerationSettled settled, Instant now) {
        GenerationAdmitted admitted = settled.getAdmitted();
        long cost = settled.getCostMicros() - admitted.getBookedMicros();
        move(
                admitted,
                cost > 0 ? UsageKind.SETTLED : UsageKind.RELEASED,
                -admitted.getReservedMicros().orElse(0L),
                cost,
                settled.getEstimated(),
                now);
    }

    private void move(
            GenerationAdmitted admitted, UsageKind kind, long reserved, long spent, boolean estimated, Instant now) {
        if (reserved == 0 && spent == 0) {
            return;
        }
        GenerationRequested request = admitted.getRequest();
        Target target = admitted.getTargets().getFirst();
        budgets.move(request.getProject(), request.getApiKeyId(), reserved, spent, now);
        log.accept(UsageRecorded.newBuilder()
                .setProject(request.getProject())
                .setGenerationId(request.getGenerationId())
                .setApiKeyId(request.getApiKeyId().orElse(null))
                .setModel(admitted.getModel())
                .setProvider(target.getProvider())
                .setAccount(target.getAccount())
                .setTags(request.getTags())
                .setKind(kind)
                .setReservedMicros(reserved)
                .setSpentMicros(spent)
                .setEstimated(estimated)
                .setAt(now)
                .build());
    }
}
