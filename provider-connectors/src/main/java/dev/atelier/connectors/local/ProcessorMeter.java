package dev.atelier.connectors.local;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.connectors.provider.Device.Usage;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How busy all processors of the machine are, or of the container, with whatever runs there; and its memory, of which what the
 * system keeps of files counts as used. Thread-safe.
 */
final class ProcessorMeter implements Gauge.Meter {
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    ProcessorMeter() {
        // It tells the load since it was asked last, so the first answer says nothing.
        system.getCpuLoad();
    }

    @Override
    public Optional<Usage> read() {
        // Negative where the system does not tell.
        double load = system.getCpuLoad();
        long total = system.getTotalMemorySize();
        return Optional.of(
                new Usage(Optional.of(load).filter(known -> known >= 0), total - system.getFreeMemorySize(), total));
    }
}
