package dev.atelier.connectors.local;

import dev.atelier.connectors.provider.ImmediateProviderContract;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.platform.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class LocalContractTest extends ImmediateProviderContract {
    private final List<Provider> made = new ArrayList<>();

    @Override
    protected Provider provider() {
        var provider = LocalJobs.provider();
        made.add(provider);
        return provider;
    }

    @AfterEach
    void close() {
        made.forEach(Provider::close);
    }

    @Override
    protected Job quickJob() {
        return LocalJobs.job("emoji-64", "{'prompt': 'a cat', 'steps': 2}");
    }

    @Override
    protected Job longJob() {
        return LocalJobs.job("emoji-64", "{'prompt': 'a cat', 'steps': 150, 'count': 4, 'size': '128x128'}");
    }

    @Override
    protected Map<Class<? extends Failure>, Job> failingJobs() {
        return Map.of(
                Failure.InvalidRequest.class, LocalJobs.job("emoji-64", "{'prompt': ''}"),
                Failure.ModelNotFound.class, LocalJobs.job("nobody", "{'prompt': 'a cat'}"),
                // Is there, but is none: it holds this package's tests.
                Failure.Unavailable.class, LocalJobs.job("text", "{'prompt': 'a cat'}"),
                Failure.MalformedReply.class, LocalJobs.job("broken-like", "{'prompt': 'a cat'}"));
    }
}
