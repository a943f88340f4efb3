package dev.atelier.ingest.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atelier.event.Capability;
import dev.atelier.event.KeyScope;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.ingest.generation.Refusal.ModelNotAllowed;
import dev.atelier.ingest.keys.Caller;
import dev.atelier.schemas.TrustedEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelCatalogueTest {
    static {
        TrustedEvents.ensure();
    }

    private static final List<ModelDefined> MODELS = List.of(
            model("atelier/sketch", Capability.TEXT_TO_IMAGE, Capability.EXTRACT),
            model("atelier/twice", Capability.UPSCALE),
            model("other/twice", Capability.UPSCALE),
            model("fal/flux", Capability.TEXT_TO_IMAGE),
            model("replicate/flux", Capability.TEXT_TO_IMAGE));

    private static final Caller CALLER = new Caller("default", "key_1");

    private final ModelCatalogue catalogue = new ModelCatalogue(
            name -> MODELS.stream()
                    .filter(model -> model.getModel().equals(name))
                    .findFirst(),
            () -> MODELS,
            project -> project.equals("default")
                    ? Optional.of(new ProjectDefined(
                            project, "atelier/sketch", Map.of(), Map.of(), 1, null, null, List.of("ours"), null, null))
                    : Optional.empty(),
            model -> model.getModel().equals("fal/flux") ? Optional.of("FAL_KEY") : Optional.empty());

    @Test
    void refusesToRunAModelWhoseKeyIsMissingAndNamesTheVariable() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> catalogue.toRun(CALLER, Optional.of("fal/flux")))
                .satisfies(refused -> assertThat(refused.refusal())
                        .isEqualTo(
                                new Refusal.NotNow("Model fal/flux has no key: set FAL_KEY where the connectors run, "
                                        + "and start them again.")));
        assertThat(catalogue.toRun(CALLER, Optional.of("replicate/flux")).getModel())
                .isEqualTo("replicate/flux");
    }

    @Test
    void findsWithoutItsOwnerTheOneThatHasItsKey() {
        assertThat(catalogue.resolve(CALLER, Optional.of("flux")).getModel()).isEqualTo("replicate/flux");
    }

    @Test
    void takesTheNamedModelOrTheProjectsDefault() {
        assertThat(catalogue.resolve(CALLER, Optional.of("atelier/twice")).getModel())
                .isEqualTo("atelier/twice");
        assertThat(catalogue.resolve(CALLER, Optional.empty()).getModel()).isEqualTo("atelier/sketch");
    }

    @Test
    void addsTheOwnerWhereThatIsClear() {
        assertThat(catalogue.resolve(CALLER, Optional.of("sketch")).getModel()).isEqualTo("atelier/sketch");
        assertRefused("default", Optional.of("twice"));
    }

    @Test
    void refusesWhatNobodyKnows() {
        assertRefused("default", Optional.of("no/such"));
        assertRefused("undefined", Optional.empty());
    }

    @Test
    void refusesWhatIsNotAmongTheModelsOfAKey() {
        var limited = new Caller("default", "key_1", Set.of(KeyScope.SUBMIT), Set.of("atelier/twice"));

        assertThat(catalogue.resolve(limited, Optional.of("atelier/twice")).getModel())
                .isEqualTo("atelier/twice");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> catalogue.resolve(limited, Optional.empty()))
                .satisfies(refused -> assertThat(refused.refusal())
                        .isEqualTo(new ModelNotAllowed("This key may not ask for model atelier/sketch.")));
    }

    @Test
    void doesTheFirstThingUnasked() {
        ModelDefined sketch = MODELS.getFirst();

        assertThat(ModelCatalogue.capability(sketch, Optional.empty())).isEqualTo(Capability.TEXT_TO_IMAGE);
        assertThat(ModelCatalogue.capability(sketch, Optional.of(Capability.EXTRACT)))
                .isEqualTo(Capability.EXTRACT);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> ModelCatalogue.capability(sketch, Optional.of(Capability.UPSCALE)));
    }

    private void assertRefused(String project, Optional<String> name) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> catalogue.resolve(new Caller(project, "key_1"), name));
    }

    private static ModelDefined model(String name, Capability... capabilities) {
        return ModelDefined.newBuilder()
                .setModel(name)
                .setTitle(name)
                .setCapabilities(List.of(capabilities))
                .setInputSchema("{}")
                .setTargets(List.of())
                .build();
    }
}
