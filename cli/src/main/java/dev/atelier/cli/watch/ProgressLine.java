package dev.atelier.cli.watch;

import dev.atelier.cli.Terminal;

/** Shows how far something is: on a screen one line that is written again, elsewhere a line for each change. */
public final class ProgressLine {
    private static final String REWRITE = "\r\033[K";

    private final Terminal terminal;
    private String shown = "";

    public ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Shows {@code text}, unless it is shown already. */
    public void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        if (terminal.live()) {
            terminal.err().print(REWRITE + text);
            terminal.err().flush();
        } else {
            terminal.say(text);
        }
    }

    /** Ends the line, so that something else can be said. */
    public void end() {
        if (terminal.live() && !shown.isEmpty()) {
            terminal.say("");
        }
        shown = "";
    }
}
