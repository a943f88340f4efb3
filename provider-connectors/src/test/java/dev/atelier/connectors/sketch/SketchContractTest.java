package dev.atelier.connectors.sketch;

import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Jobs;
import dev.atelier.connectors.provider.PendingProviderContract;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.time.InstantSource;
import java.util.Map;

/** The reference provider keeps the contract. */
class SketchContractTest extends PendingProviderContract {
    @Override
    protected Provider provider() {
        return new SketchProvider(true, InstantSource.system());
    }

    @Override
    protected Job quickJob() {
        return job("""
                {"prompt": "a red fox", "size": "16x16"}""");
    }

    @Override
    protected Job pendingJob() {
        return job("""
                {"prompt": "a red fox", "size": "16x16", "delay_ms": 40}""");
    }

    @Override
    protected Map<Class<? extends Failure>, Job> failingJobs() {
        return Map.of(
                Failure.InvalidRequest.class, job("{}"),
                Failure.Unavailable.class, faulty("unavailable"),
                Failure.Throttled.class, faulty("throttled"),
                Failure.Uncertain.class, faulty("uncertain"),
                Failure.ContentRefused.class, faulty("content_refused"));
    }

    private static Job faulty(String fault) {
        return job("""
                {"prompt": "a red fox", "fault": "%s"}""".formatted(fault));
    }

    private static Job job(String parameters) {
        return Jobs.of(Capability.TEXT_TO_IMAGE, parameters);
    }
}
