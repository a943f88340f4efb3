package dev.atelier.dispatch;

import static dev.atelier.platform.config.InvalidConfigException.check;

import dev.atelier.dispatch.scheduling.RetryPolicy;
import dev.atelier.platform.kafka.KafkaConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the dispatch stream runs.
 *
 * @param kafka           where the log is
 * @param stateFolder     where its state stores lie; each instance needs its own
 * @param threads         stream threads of this instance
 * @param standbys        how many other instances keep a copy of each task's state, to go on at once when its own dies; with
 *                        fewer instances there are fewer copies
 * @param commitInterval  how often a transaction is committed: shorter is quicker, longer is cheaper (docs/performance.md)
 * @param exactlyOnce     false trades the promise of a single dispatch for speed
 * @param duplicateWindow how long a generation's id is remembered
 * @param retry           how failed jobs come back
 * @param providers       whose job topics are created at start
 */
public record DispatchConfig(
        KafkaConfig kafka,
        Path stateFolder,
        int threads,
        int standbys,
        Duration commitInterval,
        boolean exactlyOnce,
        Duration duplicateWindow,
        RetryPolicy retry,
        List<String> providers) {
    public DispatchConfig {
        check(threads > 0, "threads", "must be at least 1", threads);
        check(standbys >= 0, "standbys", "must be at least 0", standbys);
        check(commitInterval.isPositive(), "commit-interval", "must be positive", commitInterval);
        check(duplicateWindow.isPositive(), "duplicate-window", "must be positive", duplicateWindow);
        providers = List.copyOf(providers);
    }
}
