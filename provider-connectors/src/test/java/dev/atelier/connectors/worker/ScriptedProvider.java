package dev.atelier.connectors.worker;

import dev.atelier.connectors.provider.Device;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.provider.LookUp;
import dev.atelier.connectors.provider.Output;
import dev.atelier.connectors.provider.Progress;
import dev.atelier.connectors.provider.Provider;
import dev.atelier.connectors.provider.Submission;
import dev.atelier.event.Capability;
import dev.atelier.platform.failure.Failure;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that does what a test tells it, and notes what it was asked. */
final class ScriptedProvider implements Provider {
    static final byte[] PNG = TestPictures.png(8, 8);

    private final String name;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Script usual = new Script();
    final List<String> calls = new CopyOnWriteArrayList<>();
    volatile Optional<Device> device = Optional.empty();
    volatile Optional<Failure> accountFailure = Optional.empty();
    volatile Optional<LookUp> lookUp = Optional.empty();

    /** One answer. */
    interface Step {
        Submission answer(Job job, Progress progress) throws InterruptedException;
    }

    /** What to answer about one generation, and what was asked about it. */
    static final class Script {
        private volatile Runnable preparation = () -> {};
        private volatile Step submit = (_, _) -> succeeded(PNG);
        private volatile Step check = (_, _) -> succeeded(PNG);
        final List<String> calls = new CopyOnWriteArrayList<>();

        /** What is done before the claim is confirmed. */
        Script onPreparation(Runnable step) {
            preparation = step;
            return this;
        }

        Script onSubmit(Step step) {
            submit = step;
            return this;
        }

        Script onCheck(Step step) {
            check = step;
            return this;
        }
    }

    ScriptedProvider(String name) {
        this.name = name;
    }

    /** The script of one generation. */
    Script script(String generationId) {
        return scripts.computeIfAbsent(generationId, _ -> new Script());
    }

    /** The script of each generation without one of its own. */
    Script usual() {
        return usual;
    }

    static Submission succeeded(byte[] output) {
        return new Submission.Succeeded(
                List.of(Output.of(output)), Map.of("seconds", 0.5), Map.of("seed", "7"), Optional.of(1200L));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.TEXT_TO_IMAGE, Capability.EXTRACT);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public Submission submit(Job job, Progress progress) throws InterruptedException {
        scripts.getOrDefault(job.generationId(), usual).preparation.run();
        return job.claim().confirm()
                ? noted(job, "submit").submit.answer(job, progress)
                : new Submission.Failed(new Failure.LeaseExpired("It is another worker's."));
    }

    @Override
    public Optional<LookUp> lookUp() {
        return lookUp;
    }

    @Override
    public Submission check(Job job, String providerRequestId, Progress progress) throws InterruptedException {
        return noted(job, "check " + providerRequestId).check.answer(job, progress);
    }

    @Override
    public void cancel(Job job, String providerRequestId) {
        noted(job, "cancel " + providerRequestId);
    }

    @Override
    public Optional<Failure> tryAccount(String account) {
        return accountFailure;
    }

    @Override
    public Optional<Device> device() {
        return device;
    }

    private Script noted(Job job, String call) {
        calls.add(job.generationId() + " " + call);
        Script script = scripts.getOrDefault(job.generationId(), usual);
        script.calls.add(call);
        return script;
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
