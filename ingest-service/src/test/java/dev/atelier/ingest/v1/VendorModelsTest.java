package dev.atelier.ingest.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.AccountDefined;
import dev.atelier.ingest.v1.AccountResource.AccountBody;
import dev.atelier.platform.catalogue.Definitions;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The models of vendors are written as the API takes one, so that each is a template for others. */
class VendorModelsTest {
    private static final Definitions DEFINED = Definitions.ofVendors();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Iterable<AccountDefined> accounts() {
        return DEFINED.accounts();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void meanTheSameToTheApi(AccountDefined account) throws IOException {
        var file = read(account.getProvider());

        assertThat(YAML.treeToValue(file.path("accounts").path(account.getAccount()), AccountBody.class)
                        .event(account.getAccount()))
                .isEqualTo(account);
        assertThat(file.path("models").propertyStream().toList())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(DEFINED.models())
                        .contains(YAML.treeToValue(model.getValue(), ModelBody.class)
                                .event(model.getKey())));
    }

    private static JsonNode read(String provider) throws IOException {
        try (var in = Definitions.class.getResourceAsStream("vendors/%s.yaml".formatted(provider))) {
            return YAML.readTree(in);
        }
    }
}
