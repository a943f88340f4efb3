package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a member tells its group how far it is. */
class CommitsTest {
    private static final TopicPartition ONE = new TopicPartition("results", 0);
    private static final TopicPartition OTHER = new TopicPartition("results", 1);

    private final Member member = new Member();
    private Instant now = NOON;
    private final Commits commits = new Commits(() -> now);

    @AfterEach
    void close() {
        member.close();
    }

    @Test
    void tellsTheGroupOnceASecond() {
        for (int offset = 1; offset <= 5; offset++) {
            commits.done(ONE, offset);
            commits.tellNowAndThen(member);
            now = now.plusMillis(400);
        }

        assertThat(member.told).containsExactly(offsets(1), offsets(4));
    }

    @Test
    void tellsNothingTwice() {
        commits.done(ONE, 1);
        commits.tellNowAndThen(member);

        now = now.plusSeconds(5);
        commits.tellNowAndThen(member);

        assertThat(member.told).containsExactly(offsets(1));
    }

    @Test
    void tellsAgainWhatFellIntoARebalance() {
        member.isRebalancing = true;
        commits.done(ONE, 1);
        commits.tellNowAndThen(member);
        commits.tell(member);

        member.isRebalancing = false;
        now = now.plusSeconds(1);
        commits.tellNowAndThen(member);

        assertThat(member.told).containsExactly(offsets(1));
    }

    @Test
    void tellsAtOnceWhatAnotherIsToGoOnWithAndNoMoreOfItAfterwards() {
        commits.done(ONE, 1);
        commits.done(OTHER, 7);
        commits.tell(member);

        commits.forget(List.of(OTHER));
        commits.done(ONE, 2);
        commits.tell(member);

        assertThat(member.told)
                .containsExactly(Map.of(ONE, new OffsetAndMetadata(1), OTHER, new OffsetAndMetadata(7)), offsets(2));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(long offset) {
        return Map.of(ONE, new OffsetAndMetadata(offset));
    }

    /** Keeps what it is told to commit, unless the group is sharing everything anew. */
    private static final class Member extends MockConsumer<byte[], byte[]> {
        private final List<Map<TopicPartition, OffsetAndMetadata>> told = new ArrayList<>();
        private boolean isRebalancing;

        Member() {
            super("earliest");
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            if (isRebalancing) {
                callback.onComplete(offsets, new RebalanceInProgressException());
            } else {
                told.add(offsets);
                callback.onComplete(offsets, null);
            }
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (isRebalancing) {
                throw new RebalanceInProgressException();
            }
            told.add(offsets);
        }
    }
}
