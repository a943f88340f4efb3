package dev.atelier.cli.batch;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import dev.atelier.cli.generation.ChangeOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code atelier replay}: asks for many again, with changes, and waits until all have ended. */
@Command(
        name = "replay",
        sortOptions = false,
        description =
                "Makes many of what is over again, with changes, as one batch. --dry-run tells how many and what they cost.")
public final class ReplayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those that ended so, such as failed.")
    private Optional<String> status = Optional.empty();

    @Option(names = "--of-model", paramLabel = "MODEL", description = "Only those of this model, by its full name.")
    private Optional<String> ofModel = Optional.empty();

    @Option(
            names = "--after",
            paramLabel = "TIME",
            description = "Only those asked for at or after this time, such as 2026-01-31T12:00:00Z.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--before", paramLabel = "TIME", description = "Only those asked for before this time.")
    private Optional<String> before = Optional.empty();

    @Mixin
    private final ChangeOptions changes = new ChangeOptions();

    @Option(
            names = "--as-tag",
            paramLabel = "TAG",
            description = "Word to find the new ones by, in place of the old words. May be repeated.")
    private List<String> tags = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Most that are begun a second. Default: as fast as they end.")
    private Optional<BigDecimal> rate = Optional.empty();

    @Option(names = "--dry-run", description = "Only tell how many it would be and what they would cost.")
    private boolean dryRun;

    @Mixin
    private final WaitOptions wait = new WaitOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public ReplayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        if (dryRun) {
            tell(api.estimateReplay(request().put("dryRun", true)));
            return ExitCode.OK.status();
        }
        var batch = api.replay(request());
        surroundings.terminal().say("batch " + batch.id());
        return wait.complete(batch, api, surroundings);
    }

    private void tell(JsonNode estimate) {
        if (wait.json()) {
            surroundings.terminal().print(estimate);
            return;
        }
        var cost = BigDecimal.valueOf(estimate.path("cost").path("micros").asLong(), 6);
        var unpriced = estimate.path("unpriced").asInt();
        surroundings
                .terminal()
                .print("%d generations for %s%s"
                        .formatted(
                                estimate.path("count").asInt(),
                                cost.stripTrailingZeros().toPlainString(),
                                unpriced == 0 ? "" : ", and %d of them without a known price".formatted(unpriced)));
    }

    private ObjectNode request() {
        var request = Json.object();
        var filter = request.putObject("filter");
        tag.ifPresent(word -> filter.put("tag", word));
        status.ifPresent(word -> filter.put("status", word));
        ofModel.ifPresent(name -> filter.put("model", name));
        after.ifPresent(time -> filter.put("after", time));
        before.ifPresent(time -> filter.put("before", time));
        changes.addTo(request);
        rate.ifPresent(number -> request.put("ratePerSecond", number));
        if (!tags.isEmpty()) {
            tags.forEach(request.putArray("tags")::add);
        }
        return request;
    }
}
