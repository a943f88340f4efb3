package dev.atelier.dispatch.admission;

import dev.atelier.event.GenerationAdmitted;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.GenerationSettled;
import dev.atelier.event.Target;
import dev.atelier.event.UsageKind;
import dev.atelier.event.UsageRecorded;
import dev.atelier.platform.budget.BudgetRules.Payer;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sets money aside for what is admitted and books what it cost; says each movement. What is free moves nothing. Counts what is
 * open where a project has a bound.
 */
final class Ledger {
    /** Nobody can tell when one of them ends. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Budgets budgets;
    private final Consumer<UsageRecorded> log;

    Ledger(Budgets budgets, Consumer<UsageRecorded> log) {
        this.budgets = budgets;
        this.log = log;
    }

    /**
     * Lets {@code admitted} be open and reserves its price; refused when its project has as many open as it may, or {@code payer}
     * cannot pay. What a batch lets in, a share at a time, is not counted, nor what was let in before there was a bound.
     */
    Verdict open(GenerationAdmitted admitted, Payer payer, Instant now) {
        GenerationRequested request = admitted.getRequest();
        Optional<Integer> most = payer.project().getMaxQueued();
        if (most.isEmpty() || request.getBatchId().isPresent()) {
            return reserve(admitted, payer, now);
        }
        String project = request.getProject();
        if (budgets.open(project, now) >= most.get()) {
            return new Verdict.Refused(new Failure.QueueFull(
                    "project %s has %d generations open, which is all that it may".formatted(project, most.get()),
                    SOON));
        }
        Verdict verdict =
                reserve(GenerationAdmitted.newBuilder(admitted).setCounted(true).build(), payer, now);
        if (verdict instanceof Verdict.Admitted) {
            budgets.opened(project, 1, now);
        }
        return verdict;
    }

    /** {@code admitted} is over; its place is another's. */
    void close(GenerationAdmitted admitted, Instant now) {
        if (admitted.getCounted()) {
            budgets.opened(admitted.getRequest().getProject(), -1, now);
        }
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
                        .setEstimated(admitted.getCostEstimated())
                        .build(),
                now);
        return GenerationAdmitted.newBuilder(admitted)
                .setReservedMicros(null)
                .setBookedMicros(admitted.getCostMicros())
                .setCostEstimated(false)
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
