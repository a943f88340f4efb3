package dev.atelier.connectors.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which factories are found, and what is said of jars that are of no use. A jar that is: in {@code docs/examples/easel}. */
class ProviderJarsTest {
    private static final String SERVICE = "META-INF/services/" + ProviderFactory.class.getName();

    @TempDir
    private Path folder;

    /** Made for these tests: a second one of its name. */
    public static final class SecondSketch implements ProviderFactory {
        @Override
        public String name() {
            return "sketch";
        }

        @Override
        public Provider create(ProviderContext context) {
            throw new IllegalStateException("nobody makes it");
        }
    }

    @Test
    void findThoseOnTheClassPathWithoutAnyJar() throws IOException {
        Files.writeString(folder.resolve("readme.txt"), "no jar");

        try (var jars = ProviderJars.in(folder)) {
            assertThat(jars.factories()).containsKeys("sketch", "local", "fal", "openai");
            assertThat(jars.factories().values()).noneMatch(jars::bring);
        }
    }

    @Test
    void refuseAFolderThatIsNone() {
        var nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> ProviderJars.in(nowhere))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("provider-jars must be a folder, but was %s".formatted(nowhere));
    }

    @Test
    void refuseAJarWhoseFactoryIsNotInIt() {
        jar("broken.jar", "org.example.NotThere");

        assertThatThrownBy(() -> ProviderJars.in(folder))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll("broken.jar", "org.example.NotThere");
    }

    @Test
    void refuseAJarWithANameThatIsTaken() {
        jar("second.jar", SecondSketch.class.getName());

        assertThatThrownBy(() -> ProviderJars.in(folder))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageStartingWith("The provider sketch is brought twice, by ");
    }

    private void jar(String name, String factory) {
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            jar.putNextEntry(new JarEntry(SERVICE));
            jar.write(factory.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
