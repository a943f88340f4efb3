package dev.atelier.bench.sse;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The clients, in a process of their own: one thread for all, so that they cost the machine little. Reads a port, a key and the
 * paths to follow from its input, a line each and an empty one at the end. Writes a line {@code open} once all streams have
 * begun, and for each final word that comes a line with the generation and the nanosecond.
 */
public final class Clients {
    private static final Pattern FINAL =
            Pattern.compile("event: succeeded\ndata: \\{[^\n]*?\"generation\":\\{\"id\":\"([^\"]+)\"[^\n]*\n");
    private static final int MOST_CONNECTING = 200;
    private static final int LARGEST = 1 << 16;

    private final int port;
    private final String key;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    private final StringBuilder out = new StringBuilder();
    private int begun;

    private Clients(int port, String key) throws IOException {
        this.port = port;
        this.key = key;
    }

    /** One stream, and what came of it that is not yet a whole event. */
    private static final class Stream {
        private final String path;
        private final StringBuilder text = new StringBuilder();
        private boolean begun;

        private Stream(String path) {
            this.path = path;
        }
    }

    public static void main(String[] args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        var clients = new Clients(Integer.parseInt(requireNonNull(in.readLine())), requireNonNull(in.readLine()));
        List<String> paths = new ArrayList<>();
        for (String path = in.readLine(); path != null && !path.isEmpty(); path = in.readLine()) {
            paths.add(path);
        }
        clients.follow(paths);
    }

    private void follow(List<String> paths) throws IOException {
        int opened = 0;
        while (opened < paths.size() || !selector.keys().isEmpty()) {
            while (opened < paths.size() && opened - begun < MOST_CONNECTING) {
                open(paths.get(opened++));
            }
            selector.select(this::ready);
            if (!out.isEmpty()) {
                System.out.print(out);
                System.out.flush();
                out.setLength(0);
            }
        }
    }

    private void open(String path) throws IOException {
        var channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        channel.register(selector, SelectionKey.OP_CONNECT, new Stream(path));
    }

    private void ready(SelectionKey selected) {
        try {
            if (selected.isConnectable()) {
                connect(selected);
            } else {
                read(selected, (Stream) selected.attachment());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(SelectionKey selected) throws IOException {
        var channel = (SocketChannel) selected.channel();
        channel.finishConnect();
        // HTTP/1.0, so that nothing but the events comes after the head.
        String request =
                "GET %s HTTP/1.0\r\nx-api-key: %s\r\n\r\n".formatted(((Stream) selected.attachment()).path, key);
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        selected.interestOps(SelectionKey.OP_READ);
    }

    private void read(SelectionKey selected, Stream stream) throws IOException {
        buffer.clear();
        int read = ((SocketChannel) selected.channel()).read(buffer);
        long now = System.nanoTime();
        if (read < 0) {
            selected.channel().close();
            return;
        }
        stream.text.append(new String(buffer.array(), 0, read, StandardCharsets.UTF_8));
        if (!stream.begun && stream.text.indexOf("id: ") >= 0) {
            stream.begun = true;
            begun++;
            out.append("open ").append(begun).append('\n');
        }
        Matcher ends = FINAL.matcher(stream.text);
        while (ends.find()) {
            out.append(ends.group(1)).append(' ').append(now).append('\n');
        }
        stream.text.delete(0, stream.text.lastIndexOf("\n\n") + 1);
    }
}
