package dev.atelier.ingest.manifest;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;
import tools.jackson.dataformat.csv.CsvWriteFeature;

/** Rows of cells as RFC 4180 writes them: commas, CR LF, and quotes where a cell needs them, doubled inside. */
final class Csv {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvReadFeature.WRAP_AS_ARRAY)
            .enable(CsvWriteFeature.STRICT_CHECK_FOR_QUOTING)
            .build();
    private static final CsvSchema SCHEMA = CsvSchema.emptySchema().withLineSeparator("\r\n");

    private Csv() {}

    /** Writes a row for each array of strings. */
    static JsonGenerator generator(OutputStream output) {
        return MAPPER.writer(SCHEMA).createGenerator(new OutputStreamWriter(output, StandardCharsets.UTF_8));
    }

    /** The cells of each row. */
    static List<String[]> rows(byte[] csv) {
        try (MappingIterator<String[]> rows =
                MAPPER.readerFor(String[].class).with(SCHEMA).readValues(csv)) {
            return rows.readAll();
        } catch (JacksonException e) {
            throw new ManifestException("This is no CSV%s.".formatted(Place.of(e)), e);
        }
    }
}
