package dev.atelier.dispatch;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Budget;
import dev.atelier.event.Capability;
import dev.atelier.event.GenerationJob;
import dev.atelier.event.JobReportKind;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.RateLimit;
import dev.atelier.platform.failure.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Records the state of this version for {@link OldStateIT}, into the folder that its argument names. To be run once for
 * each release, and never again for one that is there: {@code java -cp … dev.atelier.dispatch.RecordState 0.1}.
 */
final class RecordState {
    static final String PROJECT = "demo";
    static final long PRICE = 10;
    static final long CREDIT = 100;

    private RecordState() {}

    public static void main(String[] args) throws IOException {
        Path version = OldState.FOLDER.resolve(args[0]);
        try (var dispatch = new DispatchDriver()) {
            live(dispatch);
            for (String store : dispatch.changedStores()) {
                OldState.write(version, store, dispatch.changelog(store), dispatch.registry);
            }
        }
    }

    static ProjectDefined project() {
        return ProjectDefined.newBuilder()
                .setProject(PROJECT)
                .setDefaultModel("atelier/sketch")
                .setBudget(Budget.newBuilder().setCreditMicros(CREDIT).build())
                .build();
    }

    static ModelDefined model() {
        var target = ModelTarget.newBuilder()
                .setProvider("sketch")
                .setAccount("sketch")
                .setProviderModel("painter")
                .setPrices(List.of(new Price(PRICE, PriceUnit.REQUEST, Map.of())))
                .build();
        return ModelDefined.newBuilder()
                .setModel("atelier/sketch")
                .setTitle("A model")
                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                .setInputSchema(DispatchDriver.SCHEMA)
                .setTargets(List.of(target))
                .build();
    }

    static AccountDefined account() {
        return AccountDefined.newBuilder()
                .setAccount("sketch")
                .setProvider("sketch")
                .setConcurrency(2)
                .setRateLimit(new RateLimit(100.0, 50))
                .setLeaseMillis(60_000)
                .setMaxAttempts(3)
                .build();
    }

    /**
     * One has ended and cost its price; one is to be stopped before it was asked for; one waits for its second attempt, two
     * run, and two stand in line, the second with a higher priority.
     */
    private static void live(DispatchDriver dispatch) {
        dispatch.project(project());
        dispatch.model(model());
        dispatch.account(account());
        dispatch.submit("done");
        dispatch.succeed(dispatch.jobs().getFirst(), PRICE);
        dispatch.cancel(PROJECT, "unborn");
        dispatch.submit("retried");
        dispatch.fail(dispatch.jobs().getFirst(), new Failure.Unavailable("busy"));
        dispatch.submit("taken", "asked");
        List<GenerationJob> running = dispatch.jobs();
        dispatch.report(running.getFirst(), JobReportKind.TAKEN);
        dispatch.report(dispatch.reportOf(running.getLast(), JobReportKind.SUBMITTED)
                .setProviderRequestId("vendor-7")
                .build());
        dispatch.submit("later");
        dispatch.submit(Requests.builder(PROJECT, "sooner").setPriority(1).build());
        dispatch.pass(Duration.ofMillis(100));
    }
}
