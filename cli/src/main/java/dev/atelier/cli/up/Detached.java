package dev.atelier.cli.up;

import dev.atelier.cli.Atelier;
import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Terminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs Atelier in a process of its own that goes on when this one has ended, and waits until that one is ready. */
final class Detached {
    /** Tells the other process to leave this terminal. */
    static final String PROPERTY = "atelier.detached";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final UpRequest request;
    private final boolean json;
    private final RunFile run;

    Detached(UpRequest request, boolean json) {
        this.request = request;
        this.json = json;
        this.run = new RunFile(request.data());
    }

    int run() {
        try {
            Foreground.refuseSecond(request.data(), run);
            Files.createDirectories(request.data().startLogFile().getParent());
            return follow(start());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The data folder %s cannot be used: %s."
                            .formatted(request.data().path(), e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "The start was interrupted.", e);
        }
    }

    private Process start() throws IOException {
        var log = request.data().startLogFile().toFile();
        return new ProcessBuilder(command())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-D" + PROPERTY + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Atelier.class.getName(), "up"));
        command.addAll(List.of("--port", Integer.toString(request.port())));
        command.addAll(List.of("--data", request.data().path().toString()));
        request.config().ifPresent(file -> command.addAll(List.of("--config", file.toString())));
        return command;
    }

    private int follow(Process process) throws IOException, InterruptedException {
        var giveUp = Thread.ofPlatform().unstarted(process::destroy);
        Runtime.getRuntime().addShutdownHook(giveUp);
        var output = new GrowingFile(request.data().startLogFile());
        var terminal = request.surroundings().terminal();
        while (process.isAlive() && !isReady(process)) {
            output.newLines().forEach(terminal::say);
            Thread.sleep(BETWEEN_LOOKS);
        }
        if (!process.isAlive()) {
            output.newLines().forEach(terminal::say);
            return process.exitValue();
        }
        Runtime.getRuntime().removeShutdownHook(giveUp);
        notice(process, terminal);
        return ExitCode.OK.status();
    }

    /** The file of endpoints is fresh, because the process removes an old one before it names itself. */
    private boolean isReady(Process process) throws IOException {
        return run.running().filter(ours -> ours.pid() == process.pid()).isPresent()
                && Files.exists(request.data().endpointsFile());
    }

    private void notice(Process process, Terminal terminal) throws IOException {
        var api = request.data().api().orElseThrow();
        var key = ApiKey.of(request.data(), request.surroundings());
        new ReadyNotice(api, request.data(), key, process.pid()).print(terminal, json, "atelier down");
    }
}
