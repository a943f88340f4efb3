package dev.atelier.bench.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.bench.process.Connection;
import dev.atelier.bench.process.EdgeProcess;
import dev.atelier.bench.process.Scratch;
import dev.atelier.ingest.manifest.ManifestException;
import dev.atelier.ingest.manifest.ManifestFormat;
import dev.atelier.ingest.manifest.Manifests;
import dev.atelier.platform.json.Json;
import dev.atelier.stack.EmbeddedStack;
import dev.atelier.stack.Endpoints;
import dev.atelier.stack.Progress;
import dev.atelier.stack.StackConfig;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/manifests}: pictures into manifests through all services, on servers and at a vendor that end with it. */
@Command(
        name = "bench/manifests",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description =
                "Measures how many manifests a minute are read, from the request over HTTP to the announced result.")
public final class Main implements Callable<Integer> {
    private static final int IMAGE_SIDE = 128;

    @Option(names = "--servers", required = true, description = "Folder of the built servers.")
    private Path servers = Path.of("");

    @Option(names = "--heap", defaultValue = "768m", description = "Most heap of the services, which are one process.")
    private String heap = "768m";

    @Option(names = "--vendor", defaultValue = "200", description = "Milliseconds that the vendor takes for an answer.")
    private int vendorMillis;

    @Option(names = "--products", defaultValue = "20", description = "Products on a shelf, 100 bytes of JSON each.")
    private int products;

    @Option(
            names = "--clients",
            defaultValue = "16,64",
            split = ",",
            description = "How many ask at once; of several numbers one after the other.")
    private List<Integer> clients = List.of();

    @Option(names = "--warm-up", defaultValue = "40", description = "Seconds with the first number before that.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "60", description = "How long each is measured.")
    private int seconds;

    @Option(names = "--checked", defaultValue = "100", description = "How many manifests of each are looked at.")
    private int checked;

    private final AtomicInteger shelf = new AtomicInteger();

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (var scratch = Scratch.create("bench-manifests-");
                var stack = EmbeddedStack.start(
                        StackConfig.of(scratch.folder().resolve("servers"), servers), Progress.silent());
                var vendor = VendorProcess.start(scratch.folder(), Duration.ofMillis(vendorMillis), products);
                var readers = new Readers(stack.endpoints());
                var services = services(stack.endpoints(), scratch.folder())) {
            readers.define(vendor);
            services.awaitReady();
            return measure(readers, vendor, services) ? 0 : 1;
        }
    }

    private EdgeProcess services(Endpoints endpoints, Path folder) throws IOException {
        return EdgeProcess.withAll(
                endpoints,
                folder,
                heap,
                Map.of(
                        "ATELIER_STATE_FOLDER", folder.resolve("state").toString(),
                        "ATELIER_PROVIDERS_LOCAL_ENABLED", "false",
                        "ATELIER_PROVIDERS_OPENAI_SLOTS", "512",
                        "OPENAI_API_KEY", "sk-bench"));
    }

    private boolean measure(Readers readers, VendorProcess vendor, EdgeProcess services) throws IOException {
        String image = upload(services.port());
        var _ = new Run(readers, services.port(), image, shelf).measure(clients.getFirst(), Duration.ofSeconds(warmUp));
        System.out.printf(
                Locale.ROOT,
                "a vendor that takes %d ms, %d products on a shelf; from the request to its result, in ms%n"
                        + "%8s | %12s %8s %8s %8s | %7s %7s %9s %12s%n",
                vendorMillis,
                products,
                "clients",
                "a minute",
                "p50",
                "p95",
                "p99",
                "failed",
                "wrong",
                "calls each",
                "ms CPU each");
        boolean sound = true;
        for (int count : clients) {
            sound &= row(count, readers, vendor, services, image);
        }
        return sound;
    }

    private boolean row(int count, Readers readers, VendorProcess vendor, EdgeProcess services, String image)
            throws IOException {
        long calls = vendor.calls();
        Duration before = services.process().processorTime();
        Run run = new Run(readers, services.port(), image, shelf).measure(count, Duration.ofSeconds(seconds));
        Duration used = services.process().processorTime().minus(before);
        int done = Math.max(1, run.shelves().size());
        long wrong = wrong(run.shelves(), services.port());
        System.out.printf(
                Locale.ROOT,
                "%8d | %12.0f %8.0f %8.0f %8.0f | %7d %7d %9.3f %12.2f%n",
                count,
                run.perMinute(),
                run.millis(50),
                run.millis(95),
                run.millis(99),
                run.failures(),
                wrong,
                (vendor.calls() - calls) / (double) done,
                used.toNanos() / 1e6 / done);
        return run.failures() == 0 && wrong == 0;
    }

    /** How many of some files are not the manifest of the shelf that was asked for. */
    private long wrong(Map<String, Integer> shelves, int port) throws IOException {
        try (var connection = new Connection(port)) {
            long wrong = 0;
            for (var read : shelves.entrySet().stream().limit(checked).toList()) {
                wrong += isRight(connection, read.getKey(), read.getValue()) ? 0 : 1;
            }
            return wrong;
        }
    }

    private boolean isRight(Connection connection, String id, int number) throws IOException {
        for (var format : List.of(ManifestFormat.JSON, ManifestFormat.YAML, ManifestFormat.XML, ManifestFormat.CSV)) {
            var path = "/generations/%s/file.%s".formatted(id, format.extension());
            var reply = connection.send("GET", path, EdgeProcess.KEY, "");
            try {
                var manifest = Manifests.parse(format, reply.text().getBytes(UTF_8));
                if (reply.status() != 200 || !manifest.equals(Shelf.manifest(number, products))) {
                    return false;
                }
            } catch (ManifestException _) {
                return false;
            }
        }
        return true;
    }

    /** What inputs name it by. */
    private static String upload(int port) throws IOException {
        var body = Json.MAPPER.createObjectNode().put("url", "data:image/png;base64," + noise());
        try (var connection = new Connection(port)) {
            var reply = connection.send("POST", "/v1/uploads", EdgeProcess.KEY, body.toString());
            return Json.MAPPER.readTree(reply.text()).required("reference").asString();
        }
    }

    private static String noise() throws IOException {
        var image = new BufferedImage(IMAGE_SIDE, IMAGE_SIDE, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (int i = 0; i < IMAGE_SIDE * IMAGE_SIDE; i++) {
            image.setRGB(i % IMAGE_SIDE, i / IMAGE_SIDE, random.nextInt(0x1000000));
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
