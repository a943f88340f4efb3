package dev.atelier.connectors.vendor;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the progress bars that models leave in their logs, such as {@code  45%|████▌     | 9/20}. */
public final class ProgressBars {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%\\|");

    private ProgressBars() {}

    /** How far the last bar in {@code logs} is, from 0 to 1; none where there is no bar. */
    public static Optional<Double> last(String logs) {
        return PERCENT.matcher(logs)
                .results()
                .reduce((_, last) -> last)
                .map(percent -> Math.min(1, Integer.parseInt(percent.group(1)) / 100.0));
    }
}
