package dev.atelier.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * Where a command writes: what was asked for to standard output, everything said on the way to standard error.
 *
 * @param in   standard input, for answers
 * @param out  standard output; with {@code --json} nothing but JSON
 * @param err  standard error
 * @param live whether standard error is a screen, on which a line can be written again
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean live) {
    public Terminal {
        requireNonNull(in);
        requireNonNull(out);
        requireNonNull(err);
    }

    /** Asks whether something is meant; whoever cannot answer does not mean it. */
    public boolean confirms(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y|yes");
        } catch (IOException _) {
            return false;
        }
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
