package dev.atelier.connectors.vendor;

import dev.atelier.connectors.account.Accounts;
import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.Output.Content;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.ProviderContext;
import dev.atelier.connectors.provider.ProviderFactory;
import dev.atelier.connectors.provider.ProviderSettings;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.AccountDefined;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.http.OutboundConfig;
import dev.atelier.platform.http.OutboundHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A scripted vendor and its adapter, for what a vendor has beside the contract. */
public final class VendorRig implements AutoCloseable {
    public static final String KEY = "key-that-nobody-may-see-0123456789";

    public final ScriptedVendor vendor = new ScriptedVendor();
    private final OutboundHttp http = new OutboundHttp(new OutboundConfig(
            Duration.ofSeconds(5), List.of("localhost:" + vendor.url("/").port())));
    private final ProviderFactory factory;

    public VendorRig(ProviderFactory factory) {
        this.factory = factory;
    }

    /** The adapter, with the base URL of its account at {@code base} of the scripted vendor. */
    public Provider provider(String base, Map<String, String> settings) {
        var accounts = new Accounts(Map.of(factory.accounts().orElseThrow().keyVariable(), KEY));
        accounts.define(
                "account",
                AccountDefined.newBuilder()
                        .setAccount("account")
                        .setProvider(factory.name())
                        .setConcurrency(1)
                        .setBaseUrl(vendor.url(base).toString())
                        .build());
        return factory.create(new ProviderContext(new ProviderSettings(factory.name(), settings), http, accounts));
    }

    /** A job whose references to objects lead to a PNG of these bytes, whatever they are. */
    public static Job job(String model, Capability capability, String parameters, byte[] file) {
        return Jobs.at(model, Jobs.of(capability, parameters, 1, (_, _) -> new InputFile.Read("image/png", file)));
    }

    public static Failure failure(Submission submission) {
        return ((Submission.Failed) submission).failure();
    }

    /** The one output of a job that succeeded. */
    public static byte[] output(Submission submission) {
        var outputs = ((Submission.Succeeded) submission).outputs();
        if (outputs.size() != 1) {
            throw new AssertionError("there are " + outputs.size() + " outputs");
        }
        try {
            return switch (outputs.getFirst().content()) {
                case Content.Bytes(var bytes) -> bytes;
                case Content.TemporaryFile(var path) -> {
                    byte[] bytes = Files.readAllBytes(path);
                    Files.delete(path);
                    yield bytes;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        vendor.close();
    }
}
