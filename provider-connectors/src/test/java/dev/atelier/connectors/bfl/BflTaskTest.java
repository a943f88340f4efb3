package dev.atelier.connectors.bfl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.connectors.vendor.ProviderIds;
import dev.atelier.platform.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of a task. */
class BflTaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"https://api.eu.bfl.ai/v1/get_result?id=t\" | 4 | t~api.eu.bfl.ai~40000",
                "\"https://api.us1.bfl.ai/v1/get_result?id=t\" | 1.4 | t~api.us1.bfl.ai~14000",
                "\"https://api.bfl.ai.evil.test/v1/get_result?id=t\" | 4 | t~~40000",
                "\"http://api.eu.bfl.ai/v1/get_result?id=t\" | null | t~~",
                "\"no url\" | -1 | t~~",
                "null | \"4\" | t~~",
                "5 | 1e99 | t~~",
            })
    void fitsInAnId(String pollingUrl, String cost, String id) {
        var task = BflTask.of(Json.MAPPER.readTree(
                        "{\"id\": \"t\", \"polling_url\": %s, \"cost\": %s}".formatted(pollingUrl, cost)))
                .orElseThrow();

        assertThat(task.providerRequestId())
                .isEqualTo(id)
                .satisfies(text -> assertThat(ProviderIds.isOne(text)).isTrue());
        assertThat(BflTask.parse(id)).contains(task);
    }

    @Test
    void isKnownByItsBareIdAsWell() {
        assertThat(BflTask.parse("t-1")).contains(new BflTask("t-1", Optional.empty(), Optional.empty()));
    }
}
