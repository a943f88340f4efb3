package dev.atelier.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.schemas.testing.InMemoryRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics topics = new Topics(
            new EventSerdes(new InMemoryRegistry()),
            new TopicSettings(4, 2, (short) 1, Duration.ofHours(1), Duration.ofDays(1)));

    @Test
    void keepsRequestsForEverByTheBrokersClock() {
        assertThat(topics.requests().config())
                .containsEntry("retention.ms", "-1")
                .containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void keepsEventsForTheirRetention() {
        assertThat(topics.events().config()).containsEntry("retention.ms", "3600000");
    }

    @Test
    void compactsEveryConfigTopic() {
        assertThat(topics.all(List.of()))
                .filteredOn(topic -> topic.name().startsWith("config."))
                .hasSize(8)
                .allSatisfy(topic -> assertThat(topic.config()).containsEntry("cleanup.policy", "compact"));
    }

    /** A project's requests and outcomes meet in one task of admission, a provider's arrivals and reports in one of scheduling. */
    @Test
    void partitionsWhatMeetsInOneTaskAlike() {
        assertThat(List.of(
                        topics.requests(),
                        topics.cancellations(),
                        topics.batches(),
                        topics.moves(),
                        topics.purges(),
                        topics.returned(),
                        topics.outcomes(),
                        topics.admitted(),
                        topics.reports()))
                .allSatisfy(topic -> assertThat(topic.partitions()).isEqualTo(4));
    }

    @Test
    void givesEachProviderAJobTopic() {
        assertThat(topics.all(List.of("fal", "sketch")))
                .extracting(Topic::name)
                .contains("jobs.fal", "jobs.sketch")
                .doesNotHaveDuplicates();
    }

    @Test
    void findsATopicByItsName() {
        assertThat(topics.find("requests")).map(Topic::name).contains("requests");
        assertThat(topics.find("jobs.fal")).map(Topic::partitions).contains(2);
        assertThat(topics.find("jobs.")).isEmpty();
        assertThat(topics.find("orders")).isEmpty();
    }

    @Test
    void namesTheSettingThatIsOutOfRange() {
        assertThatThrownBy(() -> new TopicSettings(0, 1, (short) 1, Duration.ofHours(1), Duration.ofDays(1)))
                .hasMessage("topics.partitions must be positive, but was 0");
    }
}
