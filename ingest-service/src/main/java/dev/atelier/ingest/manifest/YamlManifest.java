package dev.atelier.ingest.manifest;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Manifests as YAML that readers of versions 1.1 and 1.2 take for the same: every string is in double quotes, a name is
 * too unless it can be nothing else, every number with an exponent has a point, and there are no anchors, aliases or tags.
 */
final class YamlManifest {
    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .stringQuotingChecker(new Names())
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                    .disable(YAMLWriteFeature.SPLIT_LINES)
                    .enable(YAMLWriteFeature.ALLOW_LONG_KEYS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .loadSettings(LoadSettings.builder()
                            .setCodePointLimit(Manifests.LARGEST)
                            .build())
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonText.DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private YamlManifest() {}

    static void write(JsonNode manifest, OutputStream output) {
        try (JsonGenerator generator = MAPPER.createGenerator(new OutputStreamWriter(output, StandardCharsets.UTF_8))) {
            write(manifest, generator);
        }
    }

    private static void write(JsonNode value, JsonGenerator generator) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                value.forEachEntry((name, member) -> {
                    generator.writeName(name);
                    write(member, generator);
                });
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                value.forEach(element -> write(element, generator));
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(value.stringValue());
            case NUMBER -> generator.writeNumber(pointed(JsonText.of(value)));
            case BOOLEAN -> generator.writeBoolean(value.booleanValue());
            case NULL, MISSING, BINARY, POJO -> generator.writeNull();
        }
    }

    /** YAML 1.1 takes 1E+2 for a string, and 1.E+2 for a number. */
    private static String pointed(String number) {
        int exponent = number.indexOf('E');
        return exponent < 0 || number.indexOf('.') >= 0
                ? number
                : "%s.%s".formatted(number.substring(0, exponent), number.substring(exponent));
    }

    static JsonNode read(byte[] yaml) {
        try (JsonParser parser = new NoAliases((YAMLParser) MAPPER.createParser(WholePairs.of(yaml)))) {
            JsonNode read = MAPPER.readTree(parser);
            if (read == null || read.isMissingNode()) {
                throw new ManifestException("This is no YAML: it is empty.");
            }
            return read;
        } catch (JacksonException e) {
            throw new ManifestException("This is no YAML of a manifest%s.".formatted(Place.of(e)), e);
        }
    }

    /** A name that is a plain word and nothing else in any version of YAML needs no quotes. */
    private static final class Names extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;
        private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

        @Override
        public boolean needToQuoteName(String name) {
            return !WORD.matcher(name).matches() || isReservedKeyword(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return true;
        }
    }

    /** Jackson gives an alias as the name of its anchor, which it is not. */
    private static final class NoAliases extends JsonParserDelegate {
        private final YAMLParser parser;

        NoAliases(YAMLParser parser) {
            super(parser);
            this.parser = parser;
        }

        @Override
        public JsonToken nextToken() {
            JsonToken token = super.nextToken();
            if (parser.isCurrentAlias()) {
                throw new ManifestException("The YAML of a manifest has no aliases.");
            }
            return token;
        }
    }
}
