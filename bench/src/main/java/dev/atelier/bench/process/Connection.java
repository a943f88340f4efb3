package dev.atelier.bench.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept HTTP/1.1 connection, as plain as can be: what a client costs is taken from the server on the same machine. For
 * one thread at a time.
 */
public final class Connection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private Socket socket;
    private InputStream in;

    /** What was answered. */
    public record Reply(int status, String text) {}

    public Connection(int port) throws IOException {
        this.port = port;
        socket = open();
        in = new BufferedInputStream(socket.getInputStream());
    }

    private Socket open() throws IOException {
        var opened = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(PATIENCE_MILLIS);
        return opened;
    }

    /** Asks, and waits for the answer. What fails does not leave a late answer to whoever asks next. */
    public Reply send(String method, String path, String key, String body) throws IOException {
        try {
            return ask(method, path, key, body);
        } catch (IOException e) {
            socket.close();
            socket = open();
            in = new BufferedInputStream(socket.getInputStream());
            throw e;
        }
    }

    private Reply ask(String method, String path, String key, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = """
                %s %s HTTP/1.1\r
                host: 127.0.0.1\r
                x-api-key: %s\r
                content-type: application/json\r
                content-length: %d\r
                \r
                """.formatted(method, path, key, content.length);
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + content.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(content, 0, request, start.length, content.length);
        socket.getOutputStream().write(request);
        return read();
    }

    private Reply read() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = -1;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer of unknown length");
        }
        return new Reply(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
