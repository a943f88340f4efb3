package dev.atelier.cli.batch;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import dev.atelier.cli.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A file of inputs: one JSON object a line; empty lines are passed over. */
final class InputLines {
    private InputLines() {}

    static List<ObjectNode> read(Path file) {
        var inputs = new ArrayList<ObjectNode>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (!line.isBlank()) {
                inputs.add(parse(line, file, number));
            }
        }
        return inputs;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The inputs in %s cannot be read as UTF-8 text (%s).".formatted(file, e), e);
        }
    }

    private static ObjectNode parse(String line, Path file, int number) {
        try {
            if (Json.read(line.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode input) {
                return input;
            }
        } catch (JacksonException e) {
            throw wrong(file, number);
        }
        throw wrong(file, number);
    }

    private static CommandFailure wrong(Path file, int number) {
        return new CommandFailure(ExitCode.USAGE, "Line %d of %s must be a JSON object.".formatted(number, file));
    }
}
