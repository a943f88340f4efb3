package dev.atelier.ingest.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Capability;
import dev.atelier.ingest.dialect.Ask;
import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.dialect.SampleModels;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.ingest.openai.OpenCalls.Call;
import dev.atelier.ingest.openai.OpenCalls.Wish;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.Status;
import dev.atelier.platform.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenCallsTest {
    private final OpenCalls calls = new OpenCalls();
    private int begun;

    @Test
    void givesACallThatIsSentAgainWhatItBegan() throws InterruptedException {
        try (Call first = call("a fox", false);
                Call again = call("a fox", true);
                Call andAgain = call("a fox", true)) {
            assertThat(again.begun()).isEqualTo(first.begun()).isEqualTo(andAgain.begun());
        }
        assertThat(begun).isEqualTo(1);
    }

    @Test
    void givesEachOfSeveralItsOwn() throws InterruptedException {
        try (Call one = call("a fox", false);
                Call two = call("a fox", false);
                Call oneAgain = call("a fox", true);
                Call twoAgain = call("a fox", true)) {
            assertThat(List.of(oneAgain.begun(), twoAgain.begun())).containsExactly(one.begun(), two.begun());
        }
    }

    @Test
    void beginsAnewWhatWasAnsweredOrIsAnothers() throws InterruptedException {
        call("a fox", false).close();

        try (Call answered = call("a fox", true);
                Call another = call("a cat", true)) {
            assertThat(answered.begun()).isNotEqualTo(another.begun());
        }
        assertThat(begun).isEqualTo(3);
    }

    private Call call(String prompt, boolean repeated) throws InterruptedException {
        var model = SampleModels.of("{}", Capability.DESCRIBE);
        var input = Json.MAPPER.createObjectNode().put("prompt", prompt);
        var wish = new Wish(new Caller("default", "key_1"), Ask.of(model, Capability.DESCRIBE, input), 1);
        return calls.call(wish, repeated, this::begin);
    }

    private List<Generation> begin() {
        begun++;
        return List.of(Generations.standing("g-" + begun, Status.QUEUED));
    }
}
