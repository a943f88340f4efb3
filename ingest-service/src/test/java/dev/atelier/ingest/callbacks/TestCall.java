package dev.atelier.ingest.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A call as a vendor might make it; counts how often its body is read. */
final class TestCall implements ReceivedCall {
    static final String GENERATION = "0190b5a0-0000-7000-8000-000000000001";

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String body;
    int reads;

    TestCall(String body, Map<String, String> headers) {
        this.body = body;
        this.headers.putAll(headers);
    }

    /** The same call with another value of a header. */
    TestCall with(String header, String value) {
        var other = new TestCall(body, headers);
        other.headers.put(header, value);
        return other;
    }

    TestCall without(String header) {
        var other = new TestCall(body, headers);
        other.headers.remove(header);
        return other;
    }

    TestCall withBody(String otherBody) {
        return new TestCall(otherBody, headers);
    }

    @Override
    public String generationId() {
        return GENERATION;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    @Override
    public byte[] body() {
        reads++;
        return body.getBytes(UTF_8);
    }
}
