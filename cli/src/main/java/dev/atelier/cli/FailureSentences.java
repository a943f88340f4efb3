package dev.atelier.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one sentence and an exit status; nobody is shown a stack trace. */
record FailureSentences(Terminal terminal) implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException thrown, String[] args) {
        var command = thrown.getCommandLine();
        if (args.length == 0) {
            command.usage(terminal.err());
        } else {
            terminal.say("atelier: %s (see `%s --help`)"
                    .formatted(thrown.getMessage(), command.getCommandSpec().qualifiedName()));
        }
        return ExitCode.USAGE.status();
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        if (thrown instanceof CommandFailure failure) {
            terminal.say("atelier: " + failure.getMessage());
            return failure.exitCode().status();
        }
        terminal.say("atelier: %s could not be done because of a fault in Atelier: %s"
                .formatted(command.getCommandName(), thrown));
        return ExitCode.FAILED.status();
    }
}
