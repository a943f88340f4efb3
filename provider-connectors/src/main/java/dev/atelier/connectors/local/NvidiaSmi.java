package dev.atelier.connectors.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.connectors.provider.Device.Usage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How busy a GPU is, as the tool of its driver tells. Where there is no such tool, or it fails or hangs, nobody can tell.
 * Thread-safe.
 */
final class NvidiaSmi implements Gauge.Meter {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST = 4096;
    private static final long MIB = 1L << 20;
    /** Load in percent, memory used and in all in MiB; what a device does not tell is a word in brackets. */
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:(\\d{1,3})|\\[.*?])\\s*,\\s*(\\d{1,9})\\s*,\\s*(\\d{1,9})\\s*");

    private final List<String> command;
    private final Duration patience;
    /** The last that was run: where a driver hangs, not even killing ends it, and no more are to pile up. */
    private volatile Optional<Process> asked = Optional.empty();

    /** One that runs {@code command}, which is ended when it takes longer than {@code patience}. */
    NvidiaSmi(List<String> command, Duration patience) {
        this.command = List.copyOf(command);
        this.patience = patience;
    }

    /**
     * One for the device that CUDA calls the first.
     *
     * @param visible the value of {@code CUDA_VISIBLE_DEVICES}, which says which that is; empty where it is not set
     */
    static NvidiaSmi ofFirst(String visible) {
        String first = visible.split(",", 2)[0].strip();
        return new NvidiaSmi(
                List.of(
                        "nvidia-smi",
                        "--id=" + (first.isEmpty() ? "0" : first),
                        "--query-gpu=utilization.gpu,memory.used,memory.total",
                        "--format=csv,noheader,nounits"),
                PATIENCE);
    }

    @Override
    public Optional<Usage> read() throws InterruptedException {
        if (asked.filter(Process::isAlive).isPresent()) {
            return Optional.empty();
        }
        Process process;
        try {
            process =
                    new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        } catch (IOException _) {
            // There is no such tool here.
            return Optional.empty();
        }
        asked = Optional.of(process);
        try (var answer = process.getInputStream()) {
            return process.waitFor(patience) && process.exitValue() == 0
                    ? parse(new String(answer.readNBytes(LONGEST), UTF_8))
                    : Optional.empty();
        } catch (IOException _) {
            // It broke off.
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the first line of {@code answer} says; empty where that is something else. */
    static Optional<Usage> parse(String answer) {
        var line = LINE.matcher(answer.lines().findFirst().orElse(""));
        return line.matches()
                ? Optional.of(new Usage(
                        Optional.ofNullable(line.group(1)).map(percent -> Integer.parseInt(percent) / 100.0),
                        Long.parseLong(line.group(2)) * MIB,
                        Long.parseLong(line.group(3)) * MIB))
                : Optional.empty();
    }
}
