package dev.atelier.cli.providers;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.Terminal;
import dev.atelier.cli.api.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code atelier providers}: how the providers do. */
@Command(
        name = "providers",
        sortOptions = false,
        description = "Shows each provider: its state, its workers, who waits, and how its accounts answer.")
public final class ProvidersCommand implements Callable<Integer> {
    private static final String ROW = "%-16s  %-10s  %9s  %7s  %7s  %9s  %9s";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private ProvidersCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static CommandLine withItsParts(Surroundings surroundings) {
        return new CommandLine(new ProvidersCommand(surroundings)).addSubcommand(new CheckCommand(surroundings));
    }

    @Override
    public Integer call() {
        var terminal = surroundings.terminal();
        var providers = server.connect(surroundings).providers();
        if (json) {
            terminal.print(providers);
        } else {
            terminal.print(ROW.formatted("PROVIDER", "STATE", "BUSY", "WAITING", "ERRORS", "MEDIAN", "P95"));
            providers.path("data").forEach(provider -> print(provider, terminal));
        }
        return ExitCode.OK.status();
    }

    /** A provider, and below it each of its accounts. */
    private static void print(JsonNode provider, Terminal terminal) {
        String missing = provider.path("missing").asString("");
        if (!missing.isEmpty()) {
            terminal.print("%-16s  %-10s  set %s"
                    .formatted(
                            provider.path("name").asString(),
                            provider.path("state").asString(),
                            missing));
            return;
        }
        String busy = "%d/%d"
                .formatted(
                        provider.path("running").asInt(), provider.path("slots").asInt());
        terminal.print(row(provider, "", busy));
        provider.path("accounts").forEach(account -> terminal.print(row(account, "  ", "")));
        provider.path("workers")
                .forEach(worker -> print(worker.path("id").asString(), worker.path("device"), terminal));
    }

    /** What a worker has loaded on its device, and how busy that is. */
    private static void print(String worker, JsonNode device, Terminal terminal) {
        device.path("warmModels")
                .forEach(model -> terminal.print("  %s has %s loaded on %s"
                        .formatted(worker, model.asString(), device.path("name").asString())));
        List<String> usage = new ArrayList<>();
        if (device.path("load").isNumber()) {
            usage.add("%.0f %% busy".formatted(100 * device.path("load").asDouble()));
        }
        if (device.path("memoryTotal").isNumber()) {
            usage.add("%s of %s GiB of memory in use"
                    .formatted(gibibytes(device.path("memoryUsed")), gibibytes(device.path("memoryTotal"))));
        }
        if (!usage.isEmpty()) {
            terminal.print(
                    "  %s's %s is %s".formatted(worker, device.path("name").asString(), String.join(", ", usage)));
        }
    }

    private static String gibibytes(JsonNode bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes.asDouble() / (1 << 30));
    }

    private static String row(JsonNode one, String indent, String busy) {
        return ROW.formatted(
                        indent + one.path("name").asString(),
                        one.path("state").asString(),
                        busy,
                        one.path("waiting").asLong(),
                        one.path("errorRatio").isNumber()
                                ? "%.0f %%"
                                        .formatted(100 * one.path("errorRatio").asDouble())
                                : "",
                        seconds(one.path("medianMillis")),
                        seconds(one.path("p95Millis")))
                .stripTrailing();
    }

    private static String seconds(JsonNode millis) {
        return millis.isNumber() ? String.format(Locale.ROOT, "%.2f s", millis.asLong() / 1000.0) : "";
    }
}
