package dev.atelier.ingest.catalogue;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.atelier.event.ModelDefined;
import dev.atelier.platform.catalogue.Definitions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The schemas that Atelier brings keep the rules for everybody's; those that do not are in {@code CatalogueIT}. */
class InputSchemasTest {
    @TestFactory
    Stream<DynamicTest> takeThoseOfTheVendorsModels() {
        return Definitions.ofVendors().models().stream()
                .map(model -> DynamicTest.dynamicTest(model.getModel(), () -> take(model)));
    }

    private static void take(ModelDefined model) {
        assertThatCode(() -> InputSchemas.checkOne(model.getInputSchema())).doesNotThrowAnyException();
    }
}
