package dev.atelier.cli;

/** What a command tells its caller by its exit status. Interrupted by Ctrl-C, the JVM answers 130 by itself. */
public enum ExitCode {
    OK(0),
    /** The generation, or the start, failed. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** No server answers, or it cannot serve now. */
    UNREACHABLE(3),
    /** The server refuses the request or the key. */
    REFUSED(4),
    /** The generation goes on, but the time to wait for it is over. */
    NOT_FINISHED(5),
    /** The generation was to be canceled, but ended otherwise. */
    TOO_LATE(6);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
