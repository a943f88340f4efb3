package dev.atelier.ingest.manifest;

import static dev.atelier.ingest.manifest.ManifestFormat.CSV;
import static dev.atelier.ingest.manifest.ManifestFormat.XML;
import static dev.atelier.ingest.manifest.ManifestFormat.YAML;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    @Test
    void namesFormatsByWordAndByExtension() {
        assertThat(Stream.of("json", "YAML", "xml", "csv", "text").map(ManifestFormat::of))
                .containsExactlyElementsOf(
                        Arrays.stream(ManifestFormat.values()).map(Optional::of).toList());
        assertThat(ManifestFormat.of("yml")).isEmpty();
        assertThat(ManifestFormat.ofExtension("yml")).contains(YAML);
        assertThat(ManifestFormat.ofExtension("txt")).contains(ManifestFormat.TEXT);
        assertThat(ManifestFormat.ofExtension("text")).isEmpty();
    }

    @Test
    void quotesEveryStringOfYaml() {
        assertThat(render(YAML, """
                {"country": "NO", "time": "12:30:45", "zip": "007", "nothing": "~", "y": 1e2, "1": 1, "a b": true}""")).isEqualTo("""
                        country: "NO"
                        time: "12:30:45"
                        zip: "007"
                        nothing: "~"
                        "y": 1.E+2
                        "1": 1
                        "a b": true
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- &a 1\n- *a\n", "a: 1\na: 2\n", "--- 1\n--- 2\n"})
    void takesNoYamlThatIsMoreThanJson(String yaml) {
        assertThatExceptionOfType(ManifestException.class).isThrownBy(() -> parse(YAML, yaml));
    }

    @Test
    void saysInXmlWhatEachElementIs() {
        String xml = render(XML, """
                {"name": "Cola", "price": 1.50, "tags": ["a", "b"], "none": null, "empty": "", "no": {}, "1st": true}""");

        assertThat(xml).isEqualTo("""
                <?xml version='1.0' encoding='UTF-8'?>
                <manifest>
                  <name>Cola</name>
                  <price type="number">1.50</price>
                  <tags type="array">
                    <item>a</item>
                    <item>b</item>
                  </tags>
                  <none type="null"/>
                  <empty/>
                  <no type="object"/>
                  <entry key="1st" type="boolean">true</entry>
                </manifest>
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE manifest [<!ENTITY a \"b\">]><manifest>&a;</manifest>",
                "<!DOCTYPE manifest SYSTEM \"http://127.0.0.1:1/a.dtd\"><manifest/>",
                "<!DOCTYPE manifest [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><manifest>&a;</manifest>",
                "<manifest>&a;</manifest>",
                "<other/>",
                "<manifest><a/><a/></manifest>",
                "<manifest>text<a/></manifest>",
                "<manifest type=\"number\">1e</manifest>",
                "<manifest type=\"boolean\">yes</manifest>",
                "<manifest type=\"null\">x</manifest>",
                "<manifest type=\"other\"/>",
                "<manifest type=\"array\"><a/></manifest>",
                "<manifest type=\"string-json\">1</manifest>",
            })
    void takesNoXmlThatIsNoManifest(String xml) {
        assertThatExceptionOfType(ManifestException.class).isThrownBy(() -> parse(XML, xml));
    }

    @Test
    void makesARowOfEachElementOfTheArray() {
        assertThat(render(CSV, """
                {"shelf": "S-1", "products": [{"name": "Cola", "price": {"value": 1.5}}, {"name": "=1+1", "tags": ["a"]}]}""")).isEqualTo("""
                        shelf,products[].name,products[].price.value,products[].tags
                        S-1,Cola,1.5,
                        S-1,\"""=1+1\""",,"[""a""]"
                        """.replace("\n", "\r\n"));
    }

    @Test
    void neverBeginsACellLikeAFormulaUnlessItIsANumber() {
        var manifests = new HostileManifests(new SplittableRandom(7));

        Stream.generate(manifests::next)
                .limit(300)
                .flatMap(manifest -> Csv.rows(Manifests.render(CSV, manifest)).stream())
                .flatMap(Arrays::stream)
                .forEach(cell -> assertThat(
                                JsonText.isNumber(cell) || !cell.matches("(?s)[=+\\-@\\s\uFF1D\uFF0B\uFF0D\uFF20].*"))
                        .as(cell)
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,a\r\n1,2\r\n",
                "a\r\n1\r\n2\r\n",
                "a\r\n",
                "a,b[].c\r\n1,2\r\n3,4\r\n",
                "a[].b,c[].d\r\n1,2\r\n",
                "a,a.b\r\n1,2\r\n",
                "a[].b\r\n\"\"\r\n",
                "a..b\r\n1\r\n",
                "a[][]\r\n1\r\n",
                "a\"b\r\n1\r\n",
            })
    void takesNoCsvThatIsNoManifest(String csv) {
        assertThatExceptionOfType(ManifestException.class).isThrownBy(() -> parse(CSV, csv));
    }

    private static String render(ManifestFormat format, String json) {
        return new String(Manifests.render(format, JsonText.read(json)), UTF_8);
    }

    private static void parse(ManifestFormat format, String text) {
        Manifests.parse(format, text.getBytes(UTF_8));
    }
}
