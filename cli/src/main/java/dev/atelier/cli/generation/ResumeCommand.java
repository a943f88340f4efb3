package dev.atelier.cli.generation;

import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import dev.atelier.cli.Surroundings;
import dev.atelier.cli.api.ServerOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code atelier resume}: with an id, waits for a generation that was asked for earlier, and saves it; with a kind and a
 * name, resumes what is paused.
 */
@Command(
        name = "resume",
        sortOptions = false,
        description = {
            "resume ID waits for a generation that was asked for earlier, and saves it.",
            "resume KIND NAME lets a lane, an account or a model go on that was paused. Needs an admin key."
        })
public final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID|KIND", description = "The generation's id; or lane, account or model.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Which one, such as batch, sketch or atelier/sketch.")
    private Optional<String> name = Optional.empty();

    @Mixin
    private final ResultOptions result = new ResultOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    public ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.connect(surroundings);
        if (name.isEmpty()) {
            return result.complete(api.get(id), api, surroundings);
        }
        api.resume(id, name.get());
        tellThatItGoesOn(name.get());
        return ExitCode.OK.status();
    }

    private void tellThatItGoesOn(String resumed) {
        if (result.json()) {
            var answer = Json.object().put("kind", id).put("name", resumed);
            surroundings.terminal().print(answer.put("paused", false));
        } else {
            surroundings.terminal().print("%s %s goes on".formatted(id, resumed));
        }
    }
}
