package dev.atelier.ingest.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.atelier.platform.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One exchange of HTTP/1.1, to the letter: also what no client library would send. A body is a text with a character a byte. */
final class Wire {
    private static final int LONGEST_WAIT_MILLIS = 30_000;

    private Wire() {}

    /**
     * What is sent.
     *
     * @param headers beside the length of the body and what HTTP itself needs
     */
    record Call(String method, String target, List<String> headers, String body) {
        @Override
        public String toString() {
            return "%s %s %s %s".formatted(method, shortened(target), headers, shortened(body));
        }

        private static String shortened(String text) {
            String visible = text.replaceAll("[\\x00-\\x1f\\x7f-\\xff]", "?");
            return visible.length() > 300 ? visible.substring(0, 300) + "… of %d".formatted(text.length()) : visible;
        }
    }

    /**
     * What comes back.
     *
     * @param headers by their names in small letters
     * @param body    empty of a stream of events, which may have no end
     */
    record Reply(int status, Map<String, String> headers, String body) {
        /** The media type, without parameters; empty where there is none. */
        String type() {
            return headers.getOrDefault("content-type", "")
                    .split(";")[0]
                    .strip()
                    .toLowerCase(Locale.ROOT);
        }

        boolean isJson() {
            return type().equals("application/json");
        }

        JsonNode json() {
            return Json.MAPPER.readTree(body.getBytes(ISO_8859_1));
        }
    }

    /** Sends {@code call} to {@code port} here. */
    static Reply send(int port, Call call) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(LONGEST_WAIT_MILLIS);
            var out = socket.getOutputStream();
            try {
                out.write((head(call) + call.body()).getBytes(ISO_8859_1));
            } catch (SocketException _) {
                // Who refuses a body need not read it to its end.
            }
            return read(new BufferedInputStream(socket.getInputStream()), call.method());
        }
    }

    private static String head(Call call) {
        var head = new StringBuilder(
                "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n".formatted(call.method(), call.target()));
        call.headers().forEach(header -> head.append(header).append("\r\n"));
        if (!call.body().isEmpty()) {
            head.append("Content-Length: ").append(call.body().length()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static Reply read(InputStream in, String method) throws IOException {
        String[] status = line(in).split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var reply = new Reply(Integer.parseInt(status[1]), headers, "");
        boolean hasBody = !method.equals("HEAD") && !reply.type().equals("text/event-stream");
        return hasBody ? new Reply(reply.status(), headers, new String(body(in, headers), ISO_8859_1)) : reply;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The answer broke off after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
