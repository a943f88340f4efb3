package dev.atelier.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GenerationIdsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void createsVersion7WithTheTimeInItsFirst48Bits() {
        var id = UUID.fromString(GenerationIds.create(NOON));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void createsDistinctIdsInOneMillisecond() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(GenerationIds.create(NOON));
        }

        assertThat(ids).hasSize(10_000);
    }

    @Test
    void derivesTheSameIdFromTheSameProjectAndKey() {
        String id = GenerationIds.derive("demo", "order-1");

        assertThat(id).isEqualTo(GenerationIds.derive("demo", "order-1"));
        assertThat(UUID.fromString(id).version()).isEqualTo(8);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    }

    @Test
    void derivesOtherIdsForOtherProjectsAndKeys() {
        assertThat(Set.of(
                        GenerationIds.derive("demo", "order-1"),
                        GenerationIds.derive("demo", "order-2"),
                        GenerationIds.derive("demo2", "order-1"),
                        GenerationIds.derive("demo", "2order-1")))
                .hasSize(4);
    }

    /** Anyone may derive an id in another language, so the derivation is part of the contract. */
    @Test
    void keepsItsDerivation() {
        assertThat(GenerationIds.derive("demo", "order-1")).isEqualTo("91b6a6b4-c548-8f0a-aabe-7f17806f610d");
    }

    @Test
    void knowsAnIdByItsForm() {
        assertThat(GenerationIds.isValid(GenerationIds.create(NOON))).isTrue();
        assertThat(GenerationIds.isValid("../../etc/passwd")).isFalse();
        assertThat(GenerationIds.isValid(GenerationIds.create(NOON).toUpperCase(java.util.Locale.ROOT)))
                .isFalse();
    }

    @Test
    void tellsApartWhatABatchMakes() {
        var ids = List.of(
                GenerationIds.derive("demo", "k"),
                GenerationIds.deriveBatch("demo", "k"),
                GenerationIds.deriveChild("demo", "k", 0, 1),
                GenerationIds.deriveChild("demo", "k", 1, 0),
                GenerationIds.deriveChild("demo", "k", 0, 11),
                GenerationIds.deriveChild("demo", "k", 1, 1),
                GenerationIds.deriveChild("other", "k", 1, 1));

        assertThat(ids).doesNotHaveDuplicates().allMatch(GenerationIds::isValid);
        assertThat(GenerationIds.deriveChild("demo", "k", 1, 1)).isEqualTo(ids.get(5));
    }
}
