package dev.atelier.cli.generation;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ApiClient;
import dev.atelier.cli.api.ApiClient.Parameter;
import dev.atelier.cli.api.Generation;
import dev.atelier.cli.api.Page;
import dev.atelier.cli.api.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code atelier list}: generations, newest first. */
@Command(name = "list", sortOptions = false, description = "Lists generations, newest first.")
public final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-36s  %-9s  %-18s  %-24s  %-16s  %s";
    private static final int PROMPT_WIDTH = 50;

    private final Surroundings surroundings;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those in this status.")
    private Optional<String> status = Optional.empty();

    @Option(names = "--tag", paramLabel = "TAG", description = "Only those with this tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--model", paramLabel = "MODEL", description = "Only those of this model.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "How many at a time. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(names = "--all", description = "All of them, not only the newest.")
    private boolean all;

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var page = read(server.connect(surroundings));
        if (json) {
            printJson(page);
        } else {
            printTable(page);
        }
        return ExitCode.OK.status();
    }

    private Page read(ApiClient api) {
        var page = api.list(filters());
        var generations = new ArrayList<>(page.generations());
        while (all && page.next().isPresent()) {
            page = api.list(following(page.next().get()));
            generations.addAll(page.generations());
        }
        return new Page(generations, page.next());
    }

    private List<Parameter> filters() {
        var parameters = new ArrayList<Parameter>();
        parameters.add(new Parameter("limit", Integer.toString(limit)));
        status.ifPresent(value -> parameters.add(new Parameter("status", value)));
        tag.ifPresent(value -> parameters.add(new Parameter("tag", value)));
        model.ifPresent(value -> parameters.add(new Parameter("model", value)));
        return parameters;
    }

    private List<Parameter> following(String cursor) {
        var parameters = filters();
        parameters.add(new Parameter("cursor", cursor));
        return parameters;
    }

    private void printJson(Page page) {
        var body = Json.object();
        var data = body.putArray("data");
        page.generations().forEach(generation -> data.add(generation.json()));
        page.next().ifPresentOrElse(next -> body.put("next", next), () -> body.putNull("next"));
        surroundings.terminal().print(body);
    }

    private void printTable(Page page) {
        var terminal = surroundings.terminal();
        terminal.print(ROW.formatted("ID", "STATUS", "MODEL", "CREATED", "TAGS", "PROMPT"));
        page.generations().forEach(generation -> terminal.print(row(generation)));
        if (page.next().isPresent()) {
            terminal.say("There are more; see --all and --limit.");
        }
    }

    private static String row(Generation generation) {
        return ROW.formatted(
                        generation.id(),
                        generation.statusWord(),
                        generation.model(),
                        generation.text("createdAt").orElse(""),
                        generation.joinedTags(),
                        shortened(generation.prompt().orElse("")))
                .stripTrailing();
    }

    private static String shortened(String prompt) {
        var line = prompt.replaceAll("\\s+", " ");
        return line.length() <= PROMPT_WIDTH ? line : line.substring(0, PROMPT_WIDTH - 1) + "…";
    }
}
