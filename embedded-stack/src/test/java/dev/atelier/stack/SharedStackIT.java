package dev.atelier.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.stack.testing.TestStack;
import org.junit.jupiter.api.Test;

/** Each server of the stack that tests share, through its usual client. Runs on containers, too. */
class SharedStackIT {
    private final Belongings belongings = new Belongings(TestStack.endpoints());

    @Test
    void kafkaKeepsARecord() throws Exception {
        belongings.leaveRecord();
        belongings.findRecord();
    }

    @Test
    void theObjectStoreKeepsAnObject() throws Exception {
        belongings.leaveObject();
        belongings.findObject();
    }

    @Test
    void cassandraFindsARowByItsTag() {
        belongings.leaveRow();
        belongings.findRow();
    }

    @Test
    void theRegistryKeepsASchema() throws Exception {
        belongings.leaveSchema();
        belongings.findSchema();
    }

    @Test
    void everyCallerGetsTheSameStack() {
        assertThat(TestStack.endpoints()).isSameAs(TestStack.endpoints());
    }
}
