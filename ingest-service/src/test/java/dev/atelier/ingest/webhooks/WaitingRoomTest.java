package dev.atelier.ingest.webhooks;

import static dev.atelier.ingest.webhooks.Samples.NOON;
import static dev.atelier.ingest.webhooks.Samples.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.webhooks.WaitingRoom.Found;
import dev.atelier.ingest.webhooks.WaitingRoom.Reading;
import dev.atelier.ingest.webhooks.WaitingRoom.Waiting;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a line holds of what the log says. */
class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(4);

    @Test
    void callsFirstWhatIsDueFirst() {
        room.put(delivery("a").setDue(NOON.plusSeconds(2)).build(), 0);
        room.put(delivery("b").setDue(NOON.plusSeconds(1)).build(), 1);

        assertThat(room.first()).map(Waiting::deliveryId).contains("b");
    }

    @Test
    void doesNotCallWhatIsAttendedToUntilTheLogSaysWhatBecameOfIt() {
        room.put(delivery("a").build(), 0);
        room.call(room.first().orElseThrow());

        room.put(delivery("a").build(), 0);
        assertThat(room.first()).isEmpty();

        room.put(delivery("a").setAttempts(1).setDue(NOON.plusSeconds(5)).build(), 1);
        assertThat(room.first()).map(Waiting::due).contains(NOON.plusSeconds(5));
    }

    @Test
    void takesWhatIsAskedForOnceMoreForNewer() {
        room.put(delivery("a").setAttempts(3).build(), 0);

        room.put(delivery("a").setRound(1).build(), 1);

        assertThat(room.first()).map(waiting -> waiting.delivery().getRound()).contains(1);
        assertThat(room.isLatest(delivery("a").setAttempts(3).build())).isFalse();
    }

    @Test
    void isVacantOnceTheLogHasNothingMore() {
        room.put(delivery("a").build(), 0);

        room.remove("a");

        assertThat(room.isVacant()).isTrue();
    }

    @Test
    void remembersOnlyWhereThatBeginsForWhichThereIsNoRoom() {
        fill();

        room.put(delivery("e").build(), 10);
        room.put(delivery("f").build(), 11);

        assertThat(room.isOverfull()).isTrue();
        assertThat(room.isLatest(delivery("e").build())).isFalse();
    }

    @Test
    void readsOnOnceHalfOfItIsFree() {
        fill();
        room.put(delivery("e").build(), 10);

        room.remove("a");
        assertThat(room.toRead()).isEmpty();
        room.remove("b");
        assertThat(room.toRead()).contains(new Reading(10, Set.of("c", "d"), 2));
        assertThat(room.toRead()).isEmpty();
    }

    @Test
    void seatsWhatWasFoundAndWhatCameMeanwhileWaitsBeyond() {
        fill();
        room.put(delivery("e").build(), 10);
        room.remove("a");
        room.remove("b");
        var _ = room.toRead();
        room.put(delivery("g").build(), 20);

        room.readOn(new Found(List.of(delivery("e").build(), delivery("f").build()), OptionalLong.of(15)));

        assertThat(room.isLatest(delivery("e").build())).isTrue();
        assertThat(room.isLatest(delivery("f").build())).isTrue();
        room.remove("c");
        room.remove("d");
        assertThat(room.toRead()).map(Reading::from).contains(15L);
    }

    @Test
    void putsBackNothingOfWhichTheLogSpokeMeanwhile() {
        room.put(delivery("a").build(), 0);
        var waiting = room.first().orElseThrow();
        room.call(waiting);
        room.put(delivery("a").setAttempts(1).setDue(NOON.plusSeconds(9)).build(), 1);

        room.putBack(waiting, NOON.plusSeconds(1));

        assertThat(room.first()).map(Waiting::due).contains(NOON.plusSeconds(9));
    }

    @Test
    void hurriesAllWhoWait() {
        room.put(delivery("a").setDue(NOON.plusSeconds(9)).build(), 0);

        room.hurry(NOON.plusSeconds(1));

        assertThat(room.first()).map(Waiting::due).contains(NOON.plusSeconds(1));
    }

    private void fill() {
        List.of("a", "b", "c", "d").forEach(id -> room.put(delivery(id).build(), id.charAt(0)));
    }
}
