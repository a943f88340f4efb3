package dev.atelier.ingest.limits;

import static dev.atelier.platform.config.InvalidConfigException.check;

/**
 * How the edge counts.
 *
 * @param instances          how many instances of the edge share the requests; each grants its part of a rate limit
 * @param wrongKeysPerMinute how many keys that nobody has may come from one address
 * @param proxies            how many proxies stand before the edge and say in {@code X-Forwarded-For} who asks them; 0: the
 *                           address is that of the connection
 */
public record LimitsConfig(int instances, int wrongKeysPerMinute, int proxies) {
    public LimitsConfig {
        check(instances > 0, "limits.instances", "must be at least 1", instances);
        check(wrongKeysPerMinute > 0, "limits.wrong-keys-per-minute", "must be at least 1", wrongKeysPerMinute);
        check(proxies >= 0, "limits.proxies", "must not be negative", proxies);
    }
}
