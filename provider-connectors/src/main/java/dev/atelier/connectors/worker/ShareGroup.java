package dev.atelier.connectors.worker;

import dev.atelier.platform.kafka.KafkaClients;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;

/** The share group (KIP-932) in which all workers of a provider stand. Its settings lie with the brokers. */
final class ShareGroup {
    private static final Map<String, String> SETTINGS = Map.of(
            // A job counts once dispatch's transaction is committed.
            "share.isolation.level", "read_committed",
            // Jobs sent before the first worker came are not lost.
            "share.auto.offset.reset", "earliest",
            // The least that brokers allow: a record is held only between the poll and its acknowledgement.
            "share.record.lock.duration.ms", "15000");

    private ShareGroup() {}

    static String name(String provider) {
        return "workers." + provider;
    }

    /** Settles how the group reads. */
    static void configure(KafkaClients kafka, String provider) {
        var group = new ConfigResource(ConfigResource.Type.GROUP, name(provider));
        Collection<AlterConfigOp> settings = List.copyOf(SETTINGS.entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList());
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("group %s could not be configured".formatted(group.name()), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
