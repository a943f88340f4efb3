package dev.atelier.bench.connectors;

import dev.atelier.bench.process.JavaProcess;
import dev.atelier.bench.process.Scratch;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Endpoints;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/connectors}: one connector alone, on servers and at a vendor that end with it. */
@Command(
        name = "bench/connectors",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures one connector: while jobs wait at a slow vendor, and while it carries large pictures.")
public final class Main implements Callable<Integer> {
    /** Slots for what comes and goes. */
    private static final int ROOM = 1000;

    @Option(names = "--servers", required = true, description = "Folder of the built servers.")
    private Path servers = Path.of("");

    @Option(names = "--heap", defaultValue = "512m", description = "Most heap of the connector.")
    private String heap = "512m";

    @Option(names = "--jvm", description = "One more option for the connector's JVM, such as -XX:StartFlightRecording.")
    private List<String> options = List.of();

    @Option(
            names = "--waiting",
            defaultValue = "0,10000",
            split = ",",
            description =
                    "How many jobs wait; of several numbers one after the other, each with a new connector. -1: not measured.")
    private List<Integer> waiting = List.of();

    @Option(
            names = "--work",
            defaultValue = "SLOW",
            description = "How they wait: SLOW is asked for, HELD is one call.")
    private Work work = Work.SLOW;

    @Option(names = "--rest", defaultValue = "60", description = "Seconds with them before it is measured.")
    private int rest;

    @Option(names = "--seconds", defaultValue = "60", description = "How long each is measured.")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "200",
            split = ",",
            description = "Pictures a second; of several numbers one after the other. 0: not measured.")
    private List<Integer> rates = List.of();

    @Option(names = "--bytes", defaultValue = "500000", description = "Size of a picture.")
    private int bytes;

    @Option(names = "--warm-up", defaultValue = "30", description = "Seconds of pictures before they are measured.")
    private int warmUp;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (var scratch = Scratch.create("bench-connectors-");
                var stack = EmbeddedStack.start(
                        StackConfig.of(scratch.folder().resolve("servers"), servers), Progress.silent());
                var vendor = VendorProcess.start(scratch.folder(), bytes);
                var desk = new Desk(stack.endpoints())) {
            desk.define(vendor);
            waiting(stack.endpoints(), scratch.folder(), vendor, desk);
            streaming(stack.endpoints(), scratch.folder(), desk);
        }
        return 0;
    }

    private void waiting(Endpoints endpoints, Path folder, VendorProcess vendor, Desk desk) throws Exception {
        System.out.print(Waiting.head());
        for (int jobs : waiting.stream().filter(number -> number >= 0).toList()) {
            try (var connector = connector(endpoints, folder, jobs + ROOM);
                    var reports = new Reports(desk)) {
                System.out.print(new Waiting(desk, reports, vendor, connector)
                        .row(work, jobs, Duration.ofSeconds(rest), Duration.ofSeconds(seconds)));
            }
        }
    }

    private void streaming(Endpoints endpoints, Path folder, Desk desk) throws Exception {
        System.out.print(Streaming.head());
        for (int rate : rates.stream().filter(pictures -> pictures > 0).toList()) {
            try (var connector = connector(endpoints, folder, ROOM);
                    var reports = new Reports(desk)) {
                System.out.print(new Streaming(desk, reports, connector)
                        .row(rate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds)));
            }
        }
    }

    private JavaProcess connector(Endpoints endpoints, Path folder, int slots) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Xmx" + heap);
        return ConnectorProcess.start(endpoints, folder, all, slots);
    }
}
