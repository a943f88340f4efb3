package dev.atelier.ingest.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.atelier.event.AccountHealth;
import dev.atelier.event.HealthState;
import dev.atelier.event.RateLimit;
import dev.atelier.event.WorkerAnnounced;
import dev.atelier.ingest.providers.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A provider, as clients see it. */
record ProviderResource(
        @JsonProperty(required = true) String name,

        @JsonProperty(required = true)
        @JsonPropertyDescription(
                "ok; failing: an account is left alone; keyless: a key is missing; unstaffed: no worker runs it.")
        String state,

        @JsonPropertyDescription("Of a keyless one: the environment variable that would hold its key.")
        Optional<String> missing,

        @JsonProperty(required = true) @JsonPropertyDescription("Jobs that its workers run at once.")
        int slots,

        @JsonProperty(required = true) @JsonPropertyDescription("Jobs that they have in hand.")
        int running,

        @JsonProperty(required = true) @JsonPropertyDescription("Generations that wait for one of its accounts.")
        long waiting,

        @JsonProperty(required = true) List<Account> accounts,
        @JsonProperty(required = true) List<Worker> workers) {
    /** A set of credentials. */
    record Account(
            @JsonProperty(required = true) String name,

            @JsonPropertyDescription("Whose it is. Left out: everybody's.")
            Optional<String> project,

            @JsonProperty(required = true)
            @JsonPropertyDescription("ok; open: left alone for a while; trying: one job at a time; paused.")
            String state,

            @JsonPropertyDescription("Until when it is left alone.")
            Optional<Instant> until,

            @JsonProperty(required = true) @JsonPropertyDescription("Most jobs in flight.")
            int concurrency,

            @JsonPropertyDescription("Jobs a second, on average.")
            Optional<Double> perSecond,

            @JsonProperty(required = true) long waiting,

            @JsonPropertyDescription("Share of the last 20 answers that were failures of the provider, from 0 to 1.")
            Optional<Double> errorRatio,

            @JsonPropertyDescription("Half of the last 100 successes took no longer, in milliseconds from dispatch.")
            Optional<Long> medianMillis,

            @JsonPropertyDescription("95 of the last 100 successes took no longer, in milliseconds from dispatch.")
            Optional<Long> p95Millis) {
        static Account of(Standing.Account account, Instant now) {
            var defined = account.defined();
            var health = account.health();
            return new Account(
                    defined.getAccount(),
                    defined.getProject(),
                    state(account, now),
                    health.flatMap(AccountHealth::getUntil).filter(now::isBefore),
                    defined.getConcurrency(),
                    defined.getRateLimit().map(RateLimit::getRatePerSecond),
                    account.waiting(),
                    health.filter(known -> known.getAnswers() > 0)
                            .map(known -> (double) known.getFailures() / known.getAnswers()),
                    health.map(AccountHealth::getMedianMillis).filter(millis -> millis > 0),
                    health.map(AccountHealth::getP95Millis).filter(millis -> millis > 0));
        }

        private static String state(Standing.Account account, Instant now) {
            if (account.paused()) {
                return "paused";
            }
            return account.health()
                    .filter(health -> health.getState() == HealthState.OPEN)
                    .map(health -> health.getUntil().filter(now::isBefore).isPresent() ? "open" : "trying")
                    .orElse("ok");
        }
    }

    /** A process that runs its jobs. */
    record Worker(
            @JsonProperty(required = true) String id,
            @JsonProperty(required = true) int slots,
            @JsonProperty(required = true) int running,

            @JsonProperty(required = true) @JsonPropertyDescription("It takes no more and will stop.")
            boolean draining,

            Optional<Device> device,
            @JsonProperty(required = true) Instant seenAt) {
        static Worker of(WorkerAnnounced worker) {
            return new Worker(
                    worker.getWorker(),
                    worker.getSlots(),
                    worker.getRunning(),
                    worker.getDraining(),
                    worker.getDevice()
                            .map(device -> new Device(
                                    device.getName(),
                                    device.getWarmModels(),
                                    device.getUsedBytes(),
                                    device.getBudgetBytes(),
                                    device.getLoad(),
                                    device.getMemoryUsed(),
                                    device.getMemoryTotal())),
                    worker.getAt());
        }
    }

    /** What a worker computes on itself. */
    record Device(
            @JsonProperty(required = true) String name,

            @JsonProperty(required = true) @JsonPropertyDescription("The models that are loaded.")
            List<String> warmModels,

            @JsonProperty(required = true) @JsonPropertyDescription("Memory that they take.")
            long usedBytes,

            @JsonProperty(required = true) @JsonPropertyDescription("Memory that loaded models may take.")
            long budgetBytes,

            @JsonPropertyDescription("How busy it is, whoever keeps it so, from 0 to 1.")
            Optional<Double> load,

            @JsonPropertyDescription("Bytes of its memory that are in use, by whomever.")
            Optional<Long> memoryUsed,

            @JsonPropertyDescription("Bytes of memory that it has.")
            Optional<Long> memoryTotal) {}

    static ProviderResource of(Standing standing, Instant now) {
        var accounts = standing.accounts().stream()
                .map(account -> Account.of(account, now))
                .toList();
        return new ProviderResource(
                standing.provider(),
                state(standing, accounts),
                standing.missing(),
                standing.slots(),
                standing.running(),
                accounts.stream().mapToLong(Account::waiting).sum(),
                accounts,
                standing.workers().stream().map(Worker::of).toList());
    }

    private static String state(Standing standing, List<Account> accounts) {
        if (standing.missing().isPresent()) {
            return "keyless";
        }
        if (standing.slots() == 0) {
            return "unstaffed";
        }
        boolean failing = accounts.stream()
                .anyMatch(account ->
                        account.state().equals("open") || account.state().equals("trying"));
        return failing ? "failing" : "ok";
    }
}
