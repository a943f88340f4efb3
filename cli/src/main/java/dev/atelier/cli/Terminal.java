package dev.atelier.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import tools.jackson.databind.JsonNode;

/**
 * Where a command writes: what was asked for to standard output, everything said on the way to standard error.
 *
 * @param out  standard output; with {@code --json} nothing but JSON
 * @param err  standard error
 * @param live whether standard error is a screen, on which a line can be written again
 */
public record Terminal(PrintStream out, PrintStream err, boolean live) {
    public Terminal {
        requireNonNull(out);
        requireNonNull(err);
    }

    /** Says something on the way. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    /** Prints what was asked for. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints what was asked for, for a program. */
    public void print(JsonNode json) {
        print(Json.pretty(json));
    }
}
