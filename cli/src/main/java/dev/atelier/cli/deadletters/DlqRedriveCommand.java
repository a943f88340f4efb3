package dev.atelier.cli.deadletters;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code atelier dlq redrive}: puts one dead letter back, or many. */
@Command(
        name = "redrive",
        sortOptions = false,
        description = {
            "Puts a dead letter back on the topic that it comes from, or with --all every one that the options select.",
            "Each is put back once: what was put back before is left out, and a run that was stopped can be repeated."
        })
final class DlqRedriveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The dead letter's id, such as 0-17.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--all", description = "All of them, but for what the options leave out.")
    private boolean all;

    @Mixin
    private final WhichOptions which = new WhichOptions();

    @Option(names = "--rate", paramLabel = "N", description = "With --all: most in a second. Default: 10.")
    private Optional<Integer> rate = Optional.empty();

    @Option(names = "--dry-run", description = "With --all: only count.")
    private boolean dryRun;

    @Option(names = "--force", description = "Those too that were put back before.")
    private boolean force;

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    DlqRedriveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        checkWhatIsMeant();
        var api = server.connect(surroundings);
        return (id.isPresent() ? one(api, id.get()) : many(api)).status();
    }

    private void checkWhatIsMeant() {
        if (id.isPresent() == all) {
            throw new CommandFailure(ExitCode.USAGE, "Name one dead letter by its ID, or say --all.");
        }
        if (!all && (!which.given().isEmpty() || rate.isPresent() || dryRun)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--topic, --cause, --since, --until, --rate and --dry-run go with --all.");
        }
    }

    private ExitCode one(ApiClient api, String letter) {
        var done = api.redrive(letter, Json.object().put("force", force));
        if (json) {
            surroundings.terminal().print(done);
        } else {
            surroundings.terminal().print(LetterText.source(Json.object().set("source", done)));
        }
        return ExitCode.OK;
    }

    private ExitCode many(ApiClient api) {
        var order = Json.object().put("dryRun", dryRun).put("force", force);
        var filter = order.putObject("filter");
        which.given().forEach(filter::put);
        rate.ifPresent(number -> order.put("ratePerSecond", number));
        var job = new RedriveWatch(api, surroundings).untilOver(api.redriveAll(order));
        print(job);
        return job.path("state").asString("").equals("finished") ? ExitCode.OK : failed(job);
    }

    private void print(JsonNode job) {
        if (json) {
            surroundings.terminal().print(job);
        } else {
            surroundings.terminal().print(RedriveWatch.describe(job));
        }
    }

    private static ExitCode failed(JsonNode job) {
        throw new CommandFailure(
                ExitCode.FAILED,
                "The redrive is %s%s. Asked for again, it goes on where it was."
                        .formatted(
                                job.path("state").asString(""),
                                LetterText.text(job, "failure")
                                        .map(": %s"::formatted)
                                        .orElse("")));
    }
}
