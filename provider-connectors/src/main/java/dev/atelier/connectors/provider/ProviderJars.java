package dev.atelier.connectors.provider;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.config.InvalidConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The factories there are: on the class path, and in the jars of a folder. The jars of the folder see each other and all
 * that the connectors bring; where both have a class, that of the connectors counts. Whoever opens them closes them, after
 * the last provider.
 */
public final class ProviderJars implements AutoCloseable {
    private final URLClassLoader loader;
    private final Map<String, ProviderFactory> factories;

    private ProviderJars(URLClassLoader loader, Map<String, ProviderFactory> factories) {
        this.loader = requireNonNull(loader);
        this.factories = Collections.unmodifiableMap(factories);
    }

    /**
     * Those on the class path, and those in {@code folder}.
     *
     * @throws InvalidConfigException when the folder is none, or a jar in it brings what cannot be loaded or has a name
     *     that is taken
     */
    public static ProviderJars in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidConfigException("provider-jars must be a folder, but was %s".formatted(folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return open(files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new InvalidConfigException("provider-jars must be readable, but %s is not".formatted(folder), e);
        }
    }

    /** Those on the class path. */
    public static ProviderJars none() {
        return open(List.of());
    }

    private static ProviderJars open(List<Path> jars) {
        var loader = new URLClassLoader(
                "provider-jars", jars.stream().map(ProviderJars::url).toArray(URL[]::new), ownLoader());
        try {
            return new ProviderJars(loader, factories(loader));
        } catch (ServiceConfigurationError | LinkageError e) {
            close(loader);
            throw new InvalidConfigException(
                    "One of the jars %s brings a provider that cannot be loaded: %s".formatted(jars, e.getMessage()),
                    e);
        } catch (InvalidConfigException e) {
            close(loader);
            throw e;
        }
    }

    private static Map<String, ProviderFactory> factories(ClassLoader loader) {
        Map<String, ProviderFactory> factories = new TreeMap<>();
        for (ProviderFactory factory : ServiceLoader.load(ProviderFactory.class, loader)) {
            var other = factories.put(factory.name(), factory);
            if (other != null) {
                throw new InvalidConfigException("The provider %s is brought twice, by %s and by %s"
                        .formatted(factory.name(), place(other), place(factory)));
            }
        }
        return factories;
    }

    /** The factories by the names of their providers, in the order of these. */
    public Map<String, ProviderFactory> factories() {
        return factories;
    }

    /** Whether {@code factory} comes from a jar of the folder. */
    public boolean bring(ProviderFactory factory) {
        return loader.equals(factory.getClass().getClassLoader());
    }

    private static ClassLoader ownLoader() {
        return requireNonNull(ProviderJars.class.getClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar or folder that a factory lies in, where that is known. */
    private static String place(ProviderFactory factory) {
        return Optional.ofNullable(factory.getClass().getProtectionDomain().getCodeSource())
                .flatMap(source -> Optional.ofNullable(source.getLocation()))
                .map(URL::getPath)
                .orElseGet(factory.getClass()::getName);
    }

    @Override
    public void close() {
        close(loader);
    }

    private static void close(URLClassLoader loader) {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the jars of providers could not be closed", e);
        }
    }
}
