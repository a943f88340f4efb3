package dev.atelier.connectors.local;

import static dev.atelier.platform.config.InvalidConfigException.check;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.connectors.provider.ProviderSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How the local worker runs.
 *
 * @param models  folder whose sub-folders are models, beside those that are shipped
 * @param memory  bytes that loaded models may take, by the size of their files
 * @param threads threads of the processor that a network may use
 */
record LocalSettings(Optional<Path> models, long memory, int threads) {
    private static final String MODELS = "models";
    private static final String MEMORY = "memory";
    private static final String THREADS = "threads";
    /** Stands for what the machine has. */
    private static final String AUTO = "auto";

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})(mib|gib)");
    private static final Map<String, Long> UNITS = Map.of("mib", 1L << 20, "gib", 1L << 30);

    LocalSettings {
        models.ifPresent(folder -> check(Files.isDirectory(folder), path(MODELS), "must be a folder", folder));
    }

    /** Reads the settings; half the machine's memory, and all its processors, unless they say otherwise. */
    static LocalSettings read(ProviderSettings settings) {
        settings.allowOnly(Set.of(MODELS, MEMORY, THREADS));
        return new LocalSettings(
                settings.text(MODELS).filter(folder -> !folder.isBlank()).map(Path::of),
                memory(settings.text(MEMORY).orElse(AUTO)),
                threads(settings.text(THREADS).orElse(AUTO)));
    }

    private static long memory(String value) {
        if (value.equals(AUTO)) {
            return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize()
                    / 2;
        }
        var matcher = SIZE.matcher(value.toLowerCase(Locale.ROOT));
        check(matcher.matches(), path(MEMORY), "must be auto or a size such as 512MiB or 8GiB", value);
        return Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L);
    }

    private static int threads(String value) {
        if (value.equals(AUTO)) {
            return Runtime.getRuntime().availableProcessors();
        }
        check(value.matches("[1-9][0-9]{0,2}"), path(THREADS), "must be auto or a number from 1 to 999", value);
        return Integer.parseInt(value);
    }

    private static String path(String key) {
        return "providers.%s.settings.%s".formatted(LocalProvider.NAME, key);
    }
}
