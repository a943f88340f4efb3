package dev.atelier.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code atelier}, in a repository of empty files, with programs that only say how they were called. */
class LauncherTest {
    private static final String SCRIPT = "atelier";

    @TempDir
    Path folder;

    private Path root;
    private Path tools;

    @BeforeEach
    void makesARepository() throws IOException {
        root = Files.createDirectories(folder.resolve("repository"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(repository().resolve(SCRIPT), root.resolve(SCRIPT));
        Files.createDirectories(root.resolve("cli/src/main"));
        Files.createDirectories(root.resolve("embedded-stack/servers"));
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("cli/pom.xml"), "");
        for (var tool :
                List.of("sh", "sed", "dirname", "basename", "readlink", "find", "head", "sort", "mkdir", "mv")) {
            program(tools.resolve(tool), "exec %s \"$@\"".formatted(installed(tool)));
        }
    }

    private static Path repository() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(candidate -> Files.exists(candidate.resolve(SCRIPT)))
                .findFirst()
                .orElseThrow();
    }

    private static Path installed(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(bin -> Path.of(bin, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK whose java says where it is and what it was given. */
    private Path jdk(String name, String version) throws IOException {
        var home = folder.resolve(name);
        program(
                home.resolve("bin/java"),
                "echo java of %s; for argument; do echo \"[$argument]\"; done".formatted(name));
        program(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    /** A Maven that builds the program, as far as the launcher looks. */
    private void maven(Path file, String version) throws IOException {
        program(file, """
                if [ "$1" = -version ]; then echo "Apache Maven %s (abc)"; exit; fi
                echo "%s $*" >>"%s"
                mkdir -p cli/target/app/lib && : >cli/target/app/lib/atelier.jar""".formatted(version, file.getFileName(), folder.resolve("builds")));
    }

    private record Run(int status, String out, String err) {}

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve(SCRIPT), environment, arguments);
    }

    private Run run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(installed("sh").toString(), script.toString()));
        command.addAll(List.of(arguments));
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("ATELIER_JDK_FOLDERS", folder.resolve("jdks") + "/*");
        builder.environment().put("ATELIER_GPU", "");
        builder.environment().putAll(environment);
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }

    private String builds() throws IOException {
        var file = folder.resolve("builds");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        maven(tools.resolve("mvn"), "3.9.9");
        jdk("jdks/other", "25");

        var run = run(Map.of("JAVA_HOME", jdk("mine", "25.0.1").toString()), "list");

        assertThat(run.out()).startsWith("java of mine\n").endsWith("[list]\n");
    }

    @Test
    void passesOverAJavaHomeThatIsTooOldForTheJavaOnThePath() throws Exception {
        maven(tools.resolve("mvn"), "3.9.9");
        Files.createSymbolicLink(tools.resolve("java"), jdk("on path", "26").resolve("bin/java"));

        var run = run(Map.of("JAVA_HOME", jdk("old", "17.0.15").toString()), "list");

        assertThat(run.out()).startsWith("java of on path\n");
    }

    @Test
    void asksAVersionManagersJavaWhereItLeads() throws Exception {
        maven(tools.resolve("mvn"), "3.9.9");
        program(tools.resolve("java"), "echo '    java.home = %s' >&2".formatted(jdk("managed", "25.0.1")));

        var run = run(Map.of(), "list");

        assertThat(run.out()).startsWith("java of managed\n");
    }

    @Test
    void looksIntoTheUsualFoldersLast() throws Exception {
        maven(tools.resolve("mvn"), "3.9.9");
        jdk("jdks/a 17", "17.0.15");
        jdk("jdks/b 25", "25.0.3");

        var run = run(Map.of(), "list");

        assertThat(run.out()).startsWith("java of jdks/b 25\n");
    }

    @Test
    void saysWhatToInstallWhenEveryJdkIsTooOld() throws Exception {
        jdk("jdks/a17", "17.0.15");

        var run = run(Map.of("JAVA_HOME", jdk("old", "21.0.2").toString()), "list");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("Atelier needs JDK 25 or newer")
                .contains("found JDK 21.0.2 in " + folder.resolve("old"))
                .contains("found JDK 17.0.15 in " + folder.resolve("jdks/a17"))
                .contains("adoptium.net");
    }

    @Test
    void aRuntimeWithoutCompilerIsNoJdk() throws Exception {
        Files.delete(jdk("jdks/jre", "25").resolve("bin/javac"));

        var run = run(Map.of(), "list");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("there is none");
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.8.7");

        var first = run(Map.of(), "list");
        var second = run(Map.of(), "list");
        Files.setLastModifiedTime(
                root.resolve("cli/pom.xml"), FileTime.from(Instant.now().plusSeconds(5)));
        var third = run(Map.of(), "list");

        assertThat(first.err()).isEqualTo("Building Atelier (first run) …\n");
        assertThat(second.err()).isEmpty();
        assertThat(third.err()).isEqualTo("Building Atelier (the sources have changed) …\n");
        assertThat(builds()).isEqualTo("mvn -q -B -Dquick -pl cli -am package\n".repeat(2));
    }

    @Test
    void takesTheRuntimeForAGpuWhereThereIsOneThatItKnows() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.9.9");
        var device = Files.createFile(folder.resolve("nvidia0")).toString();
        program(tools.resolve("uname"), "echo 'Linux x86_64'");

        run(Map.of("ATELIER_GPU", device), "list");
        Files.delete(root.resolve("cli/target/built"));
        program(tools.resolve("uname"), "echo 'Linux aarch64'");
        run(Map.of("ATELIER_GPU", device), "list");

        assertThat(builds()).isEqualTo("""
                mvn -q -B -Dquick -Dcuda -pl cli -am package
                mvn -q -B -Dquick -pl cli -am package
                """);
    }

    @Test
    void aFailedBuildIsToldAndTriedAgain() throws Exception {
        jdk("jdks/25", "25");
        program(tools.resolve("mvn"), "[ \"$1\" = -version ] && echo 'Apache Maven 3.9.9' && exit; exit 1");

        var first = run(Map.of(), "list");
        var second = run(Map.of(), "list");

        assertThat(first.status()).isEqualTo(1);
        assertThat(first.err()).endsWith("The build failed; its messages are above.\n");
        assertThat(second.err()).isEqualTo(first.err());
    }

    @Test
    void usesTheWrapperWhenTheMachinesMavenIsTooOld() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.8.4");
        maven(root.resolve("mvnw"), "3.9.9");

        run(Map.of(), "list");

        assertThat(builds()).startsWith("mvnw ");
    }

    @Test
    void usesTheWrapperWhenThereIsNoMaven() throws Exception {
        jdk("jdks/25", "25");
        maven(root.resolve("mvnw"), "3.9.9");

        run(Map.of(), "list");

        assertThat(builds()).startsWith("mvnw ");
    }

    @Test
    void testIsTheWholeBuild() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.10.0");

        var run = run(Map.of(), "test", "-pl", "cli");

        assertThat(run.status()).isZero();
        assertThat(builds()).isEqualTo("mvn -T 2 verify -pl cli\n");
    }

    @Test
    void testFailsAsTheBuildDoes() throws Exception {
        jdk("jdks/25", "25");
        program(tools.resolve("mvn"), "[ \"$1\" = -version ] && echo 'Apache Maven 3.9.9' && exit; exit 3");

        var run = run(Map.of(), "test");

        assertThat(run.status()).isEqualTo(3);
    }

    @Test
    void findsTheRepositoryThroughLinksAndKeepsArgumentsAsTheyAre() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.9.9");
        Files.createSymbolicLink(folder.resolve("one"), root.resolve(SCRIPT));
        Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

        var run = run(folder.resolve("two"), Map.of(), "generate", "a red  fox", "");

        assertThat(run.out())
                .contains("[-Datelier.root=%s]".formatted(root.toRealPath()))
                .endsWith("[generate]\n[a red  fox]\n[]\n");
    }

    @Test
    void upHasALargerHeapThanOtherCommands() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.9.9");

        var up = run(Map.of("ATELIER_JAVA_OPTIONS", "-Xmx3g -Done=1"), "up");
        var list = run(Map.of(), "list");

        assertThat(up.out()).contains("[-Xmx1g]", "[-Xmx3g]", "[-Done=1]").doesNotContain("TieredStopAtLevel");
        assertThat(list.out()).contains("[-Xmx256m]", "[-XX:TieredStopAtLevel=1]");
    }

    @Test
    void upUsesTheArchiveOfClassesUnlessTheProgramIsNewer() throws Exception {
        jdk("jdks/25", "25");
        maven(tools.resolve("mvn"), "3.9.9");
        var archive = root.toRealPath().resolve("cli/target/app/up.jsa");
        var use = "[-XX:SharedArchiveFile=%s]".formatted(archive);

        var first = run(Map.of(), "up");
        Files.createFile(archive);
        var second = run(Map.of(), "up");
        Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
        var third = run(Map.of(), "up");

        assertThat(first.out()).contains("[-XX:+RecordDynamicDumpInfo]", "[-Datelier.archive=%s]".formatted(archive));
        assertThat(second.out()).contains(use);
        assertThat(third.out()).doesNotContain(use);
    }
}
