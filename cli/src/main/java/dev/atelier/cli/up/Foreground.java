package dev.atelier.cli.up;

import static java.util.Objects.requireNonNull;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.data.DataFolder;
import dev.atelier.platform.config.InvalidConfigException;
import dev.atelier.stack.StackException;
import java.io.IOException;
import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs Atelier in this process until it is told to stop, or a part fails. */
final class Foreground {
    private static final String LOG_CONFIG = "logback.configurationFile";

    private final UpRequest request;
    private final boolean json;
    private final RunFile run;

    Foreground(UpRequest request, boolean json) {
        this.request = request;
        this.json = json;
        this.run = new RunFile(request.data());
    }

    int run() {
        var stop = StopSignal.install();
        try {
            prepare();
            serve(stop);
            return ExitCode.OK.status();
        } catch (StackException | InvalidConfigException e) {
            throw new CommandFailure(ExitCode.FAILED, requireNonNull(e.getMessage()), e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The data folder %s cannot be used: %s."
                            .formatted(request.data().path(), e),
                    e);
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCode.FAILED, "The start was interrupted; nothing is left running.", e);
        } finally {
            stop.stopped();
        }
    }

    private void prepare() throws IOException {
        refuseSecond(request.data(), run);
        ApiPort.requireFree(request.port());
        Files.createDirectories(request.data().logFile().getParent());
        Files.createDirectories(request.data().providersFolder());
        setProperties();
        // Made by one thread: several at once would find it half made, and complain.
        log().atInfo().addKeyValue("data", request.data().path()).log("Atelier starts");
        // One that was killed left it behind.
        Files.deleteIfExists(request.data().endpointsFile());
        run.claim();
    }

    /** Those that are read once, when the first logger and the first picture are made. */
    private void setProperties() {
        System.setProperty("atelier.log", request.data().logFile().toString());
        if (System.getProperty(LOG_CONFIG) == null) {
            System.setProperty(LOG_CONFIG, "dev/atelier/cli/up/logback.xml");
        }
        System.setProperty("java.awt.headless", "true");
    }

    static void refuseSecond(DataFolder data, RunFile run) throws IOException {
        var other = run.running();
        if (other.isPresent()) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Atelier already runs on %s as process %d; stop it with `atelier down`, or choose another folder with --data."
                            .formatted(data.path(), other.get().pid()));
        }
    }

    private void serve(StopSignal stop) throws IOException, InterruptedException {
        try {
            var key = ApiKey.of(request.data(), request.surroundings());
            try (var atelier = LocalAtelier.start(request, key)) {
                stop.started();
                new ReadyNotice(
                                atelier.api(),
                                request.data(),
                                key,
                                ProcessHandle.current().pid())
                        .print(request.surroundings().terminal(), json, "Ctrl-C, or `atelier down`");
                untilStopped(stop, atelier);
            }
            ClassArchive.write();
        } catch (RuntimeException e) {
            log().atError().setCause(e).log("Atelier ends");
            throw sentence(e);
        } finally {
            run.release();
        }
    }

    private void untilStopped(StopSignal stop, LocalAtelier atelier) throws InterruptedException {
        var failure = atelier.failure();
        var _ = failure.whenComplete((_, _) -> stop.request());
        stop.await();
        if (failure.isDone()) {
            throw failure.join();
        }
        log().atInfo().log("Atelier stops");
        request.surroundings().terminal().say("stopping: work in flight finishes first");
    }

    /** A fault that has no sentence of its own is at least named; the log has the rest. */
    private RuntimeException sentence(RuntimeException thrown) {
        return switch (thrown) {
            case CommandFailure known -> known;
            case StackException known -> known;
            case InvalidConfigException known -> known;
            default ->
                new CommandFailure(
                        ExitCode.FAILED,
                        "Atelier could not go on: %s; see %s."
                                .formatted(thrown.getMessage(), request.data().logFile()),
                        thrown);
        };
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Foreground.class);
    }
}
