package dev.atelier.ingest.pattern;

import static dev.atelier.ingest.generation.SampleCatalogue.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.Capability;
import dev.atelier.event.ModelDefined;
import dev.atelier.ingest.generation.RefusedException;
import dev.atelier.ingest.generation.SampleCatalogue;
import dev.atelier.ingest.keys.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExtractionModelsTest {
    private static final Caller CALLER = new Caller("default", "key_1");

    @Test
    void takesTheDefaultWhereItExtracts() {
        var models = models(
                model("studio/painter", Capability.TEXT_TO_IMAGE, Capability.EXTRACT),
                model("studio/reader", Capability.EXTRACT));

        assertThat(models.of(CALLER, Optional.empty()).getModel()).isEqualTo("studio/painter");
        assertThat(models.of(CALLER, Optional.of("reader")).getModel()).isEqualTo("studio/reader");
    }

    @Test
    void takesTheOnlyOneThatExtractsAndHasItsKeyWhereTheDefaultDoesNot() {
        var models = new ExtractionModels(SampleCatalogue.extracting());

        assertThat(models.of(CALLER, Optional.empty()).getModel()).isEqualTo("studio/reader");
    }

    @Test
    void refusesToChooseAmongSeveral() {
        var models = models(
                model("studio/painter", Capability.TEXT_TO_IMAGE),
                model("studio/reader", Capability.EXTRACT),
                model("studio/other", Capability.EXTRACT));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> models.of(CALLER, Optional.empty()))
                .withMessageContaining("several others do");
    }

    private static ExtractionModels models(ModelDefined... all) {
        return new ExtractionModels(SampleCatalogue.extracting(List.of(all)));
    }
}
