package dev.atelier.cli;

import static java.util.Objects.requireNonNull;

/** A command cannot do what it was asked to. The message is one sentence for the person at the terminal. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailure(ExitCode exitCode, String sentence) {
        super(sentence);
        this.exitCode = requireNonNull(exitCode);
    }

    public CommandFailure(ExitCode exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = requireNonNull(exitCode);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
