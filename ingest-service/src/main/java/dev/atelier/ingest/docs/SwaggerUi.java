package dev.atelier.ingest.docs;

import static java.util.Objects.requireNonNull;

import dev.atelier.ingest.http.Asset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Finds the files of Swagger UI in its jar, whichever version the build has chosen, and those that go with it here. */
final class SwaggerUi {
    private static final String ARTIFACT = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String FILES = "/META-INF/resources/webjars/swagger-ui/";

    private SwaggerUi() {}

    /** One of its own. */
    static Asset kept(String name, String mediaType) {
        return new Asset(mediaType, read(FILES + version() + "/" + name));
    }

    /** One of those beside this class. */
    static Asset own(String name, String mediaType) {
        return new Asset(mediaType, read(name));
    }

    private static String version() {
        var artifact = new Properties();
        try (var content = open(ARTIFACT)) {
            artifact.load(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return artifact.getProperty("version");
    }

    private static byte[] read(String path) {
        try (var content = open(path)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        return requireNonNull(SwaggerUi.class.getResourceAsStream(path), path);
    }
}
