package dev.atelier.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** S3Proxy over a folder: objects are files, buckets are folders. */
record S3ProxyServer(Layout layout, Credentials credentials, int port) implements Server {
    static final String NAME = "s3proxy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Launch prepare() throws IOException {
        var folder = layout.data().resolve(NAME);
        var objects = folder.resolve("objects");
        Files.createDirectories(objects);
        var properties = folder.resolve("s3proxy.conf");
        Credentials.writeSecretly(properties, properties(objects));
        var options = List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-DLOG_LEVEL=warn");
        return new Launch(
                options,
                List.of(layout.program(NAME).resolve("*").toString()),
                "org.gaul.s3proxy.Main",
                List.of("--properties", properties.toString()));
    }

    /** Any answer will do: without a signature the store refuses, but then it is there. */
    @Override
    public boolean answers() throws IOException {
        return Probe.http(port, "/") > 0;
    }

    private String properties(Path objects) {
        return """
            s3proxy.endpoint=http://127.0.0.1:%1$d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%2$s
            s3proxy.credential=%3$s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%4$s
            """.formatted(port, credentials.accessKey(), credentials.secretKey(), objects);
    }
}
