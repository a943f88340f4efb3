package dev.atelier.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Runs commands in surroundings of their own, where time passes only while they sleep. */
public final class CommandRun {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private boolean live;
    private String typed = "";

    /** What came of a command. */
    public record Result(int status, String out, String err) {
        public List<String> outLines() {
            return out.lines().toList();
        }

        public List<String> errLines() {
            return err.lines().toList();
        }
    }

    public CommandRun(Path folder) {
        this.folder = folder;
    }

    public CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Asks this server, with a key. */
    public CommandRun asking(StandInServer server) {
        return with("ATELIER_URL", server.uri().toString()).with("ATELIER_API_KEY", "secret-key");
    }

    public CommandRun onScreen() {
        live = true;
        return this;
    }

    /** Answers with this when it is asked. */
    public CommandRun answering(String line) {
        typed = line + "\n";
        return this;
    }

    private ByteArrayInputStream typed() {
        return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    public Result run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var status = Atelier.commandLine(surroundings(new Terminal(typed(), stream(out), stream(err), live)))
                .execute(args);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** For what needs no more than the surroundings of a command; what it writes is lost. */
    public Surroundings surroundings() {
        return surroundings(
                new Terminal(typed(), stream(new ByteArrayOutputStream()), stream(new ByteArrayOutputStream()), live));
    }

    private Surroundings surroundings(Terminal terminal) {
        return new Surroundings(environment, folder, Optional.empty(), terminal, new SleptTime());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A clock that only sleeping moves. */
    private static final class SleptTime implements Pace {
        private final AtomicLong now = new AtomicLong();

        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public void sleep(Duration duration) {
            now.addAndGet(duration.toNanos());
        }
    }
}
