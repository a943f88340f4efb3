package dev.atelier.ingest.ig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.ingest.dialect.Generations;
import dev.atelier.ingest.generation.ListGenerations.Query;
import dev.atelier.ingest.ig.IgBodies.IgPage;
import dev.atelier.ingest.ig.IgList.Wanted;
import dev.atelier.ingest.store.Generation;
import dev.atelier.ingest.store.GenerationRows.Page;
import dev.atelier.ingest.store.Position;
import dev.atelier.ingest.store.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IgListTest {
    private static final Position LATER = Position.before(Generations.NOON);

    private final List<Query> queries = new ArrayList<>();

    private IgList listing(List<Generation> generations, Optional<Position> next) {
        return new IgList(
                query -> {
                    queries.add(query);
                    return new Page(generations, next);
                },
                endpoint -> "fal/" + endpoint);
    }

    private static Wanted wanted(Optional<IgStatus> status, Set<String> tags, int limit) {
        return new Wanted(status, Optional.of("flux"), tags, Optional.empty(), limit);
    }

    @Test
    void asksTheStoreForWhatItCanTell() {
        listing(List.of(), Optional.empty()).page(wanted(Optional.of(IgStatus.READY), Set.of("a"), 20));

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.filter().status()).contains(Status.SUCCEEDED);
            assertThat(query.filter().tag()).contains("a");
            assertThat(query.filter().model()).contains("fal/flux");
        });
    }

    @Test
    void siftsWhatOneOfItsStatusesStandsFor() {
        var generations = List.of(
                Generations.standing("a", Status.QUEUED),
                Generations.failed("b", "throttled"),
                Generations.standing("c", Status.CANCELED));

        IgPage page = listing(generations, Optional.empty()).page(wanted(Optional.of(IgStatus.FAILED), Set.of(), 20));

        assertThat(page.items()).extracting(IgGeneration::id).containsExactly("b", "c");
        assertThat(page.items())
                .extracting(IgGeneration::errorCode)
                .containsExactly(Optional.of("throttled"), Optional.of("canceled"));
        assertThat(page.nextCursor()).isEmpty();
    }

    @Test
    void hasANextPageOnlyWhereThereIsMore() {
        var generations = List.of(
                Generations.standing("a", Status.QUEUED),
                Generations.standing("b", Status.QUEUED),
                Generations.standing("c", Status.QUEUED));

        IgPage two = listing(generations, Optional.empty()).page(wanted(Optional.empty(), Set.of(), 2));
        IgPage all = listing(generations, Optional.empty()).page(wanted(Optional.empty(), Set.of(), 3));

        assertThat(two.items()).extracting(IgGeneration::id).containsExactly("a", "b");
        assertThat(two.nextCursor()).isPresent();
        assertThat(all.nextCursor()).isEmpty();
    }

    @Test
    void looksNoFurtherThanABoundAndSaysWhereToGoOn() {
        IgPage page = listing(List.of(Generations.standing("a", Status.QUEUED)), Optional.of(LATER))
                .page(wanted(Optional.empty(), Set.of("rare"), 20));

        assertThat(queries).hasSize(5);
        assertThat(page.items()).isEmpty();
        assertThat(page.nextCursor()).isPresent();
    }
}
