package dev.atelier.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.atelier.platform.hash.Sha256;
import java.security.SecureRandom;
import java.util.HexFormat;
import okhttp3.HttpUrl;

/** Ids of endpoints, lines and deliveries. None has a dot, which would end it for a verifier, or a slash. */
final class DeliveryIds {
    private static final String ENDPOINT = "whe_";
    private static final String ORIGIN = "who_";
    private static final String DELIVERY = "msg_";
    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private DeliveryIds() {}

    /** The id of a new endpoint. */
    static String newEndpoint() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return ENDPOINT + HexFormat.of().formatHex(bytes);
    }

    /** Whether {@code line} is that of an endpoint. */
    static boolean isEndpoint(String line) {
        return line.startsWith(ENDPOINT);
    }

    /** The line of whatever requests of {@code project} want posted to the host and port of {@code url}. */
    static String ofOrigin(String project, HttpUrl url) {
        return ORIGIN + hash(project, url.scheme(), url.host(), Integer.toString(url.port()));
    }

    /** The id of what {@code line} is told of an event: the same whenever the event is read from the log. */
    static String ofDelivery(String line, String event, String subject, String key) {
        return DELIVERY + hash(line, event, subject, key);
    }

    /** The id of something that is told to {@code line} once, whatever happened before. */
    static String newDelivery(String line) {
        return ofDelivery(line, "", "", HexFormat.of().formatHex(RANDOM.generateSeed(BYTES)));
    }

    private static String hash(String... parts) {
        return HexFormat.of().formatHex(Sha256.of(String.join("\n", parts).getBytes(UTF_8)), 0, BYTES);
    }
}
