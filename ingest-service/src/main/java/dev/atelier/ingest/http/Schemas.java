package dev.atelier.ingest.http;

import com.fasterxml.classmate.ResolvedType;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.DefaultSchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import dev.atelier.platform.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas (2020-12, as OpenAPI 3.1 wants them) of the records that bodies are read and written as. */
final class Schemas {
    private final SchemaBuilder builder = generator().buildMultipleSchemaDefinitions();

    /** A reference to the schema of {@code type}, which {@link #definitions} then holds. */
    ObjectNode reference(Class<?> type) {
        return builder.createSchemaReference(type);
    }

    /** The schemas of everything that was referred to. */
    ObjectNode definitions() {
        return builder.collectDefinitions("components/schemas");
    }

    private static SchemaGenerator generator() {
        var config = new SchemaGeneratorConfigBuilder(Json.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonSchemaModule(
                        JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                        JacksonOption.RESPECT_JSONPROPERTY_ORDER,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY))
                .with(
                        // Each record under its own name, so that a generated client has a class of it.
                        Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.INLINE_NULLABLE_SCHEMAS,
                        Option.FLATTENED_OPTIONALS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                        Option.PLAIN_DEFINITION_KEYS,
                        Option.STANDARD_FORMATS)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(Schemas::json)
                .withDefinitionNamingStrategy(new Names());
        return new SchemaGenerator(config.build());
    }

    /** What is JSON itself is described as any JSON, or any object. */
    private static @Nullable CustomDefinition json(ResolvedType type, SchemaGenerationContext context) {
        if (!type.isInstanceOf(JsonNode.class)) {
            return null;
        }
        ObjectNode any = context.getGeneratorConfig().createObjectNode();
        return new CustomDefinition(type.isInstanceOf(ObjectNode.class) ? any.put("type", "object") : any, true);
    }

    /** Tells records of one name apart by what they stand in; numbers would move on as routes are added. */
    private static final class Names extends DefaultSchemaDefinitionNamingStrategy {
        @Override
        public void adjustDuplicateNames(Map<DefinitionKey, String> names, SchemaGenerationContext context) {
            names.replaceAll((key, name) -> {
                Class<?> outer = key.getType().getErasedType().getEnclosingClass();
                return outer == null ? name : outer.getSimpleName() + name;
            });
        }
    }
}
