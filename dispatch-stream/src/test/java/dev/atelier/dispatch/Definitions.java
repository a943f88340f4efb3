package dev.atelier.dispatch;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ModelTarget;
import java.util.List;

/** Config for tests, to be changed in what a test is about. */
final class Definitions {
    private Definitions() {}

    static AccountDefined.Builder account(String account, String provider, int slots) {
        return AccountDefined.newBuilder()
                .setAccount(account)
                .setProvider(provider)
                .setConcurrency(slots)
                .setLeaseMillis(10_000L)
                .setMaxAttempts(3);
    }

    static ModelTarget.Builder target(String provider, String account) {
        return ModelTarget.newBuilder()
                .setProvider(provider)
                .setAccount(account)
                .setProviderModel("painter");
    }

    /** At an account that is named like its provider. */
    static ModelTarget.Builder target(String account) {
        return target(account, account);
    }

    static ModelDefined.Builder model(String model, ModelTarget... targets) {
        return ModelDefined.newBuilder()
                .setModel(model)
                .setTitle("A model")
                .setCapabilities(List.of(Capability.TEXT_TO_IMAGE))
                .setInputSchema(DispatchDriver.SCHEMA)
                .setTargets(List.of(targets));
    }
}
