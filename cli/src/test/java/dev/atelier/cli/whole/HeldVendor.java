package dev.atelier.cli.whole;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;

/**
 * A vendor that holds jobs at points where a worker may die, until they are let go. It speaks several dialects, each below
 * the name of its provider. Thread-safe.
 */
final class HeldVendor implements AutoCloseable {
    private static final byte[] PICTURE = draw();

    private final Gate gate = new Gate();
    private final List<Dialect> dialects =
            List.of(new ReplicateDialect(gate), new ComfyUiDialect(gate), new CogDialect(gate));
    private final MockWebServer server = new MockWebServer();

    HeldVendor() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    List<Dialect> dialects() {
        return dialects;
    }

    /** Where the API of {@code dialect} begins. */
    String root(Dialect dialect) {
        return server.url("/" + dialect.provider()).toString();
    }

    /** Jobs that come from now on are held. */
    void hold() {
        dialects.forEach(Dialect::begin);
        gate.shut();
    }

    /** Everything goes its way. */
    void letGo() {
        gate.open();
    }

    static MockResponse picture() {
        return new MockResponse.Builder().body(new Buffer().write(PICTURE)).build();
    }

    private MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        return dialects.stream()
                .filter(dialect -> path.startsWith("/" + dialect.provider() + "/"))
                .map(dialect -> dialect.answer(
                        request, path.substring(dialect.provider().length() + 1), root(dialect)))
                .findFirst()
                .orElseGet(Dialect::nothing);
    }

    private static byte[] draw() {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        letGo();
        server.close();
    }
}
