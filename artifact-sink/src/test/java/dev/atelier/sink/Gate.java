package dev.atelier.sink;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands before a server and passes its connections on, unless it is shut: then it cuts them and takes no new ones. */
final class Gate implements Closeable {
    private final InetSocketAddress server;
    private final Queue<Closeable> open = new ConcurrentLinkedQueue<>();
    private final int port;

    Gate(InetSocketAddress server) throws IOException {
        this.server = server;
        var entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = entrance.getLocalPort();
        admit(entrance);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Cuts what passes and refuses what comes. */
    void shut() throws IOException {
        for (var each = open.poll(); each != null; each = open.poll()) {
            each.close();
        }
    }

    /** Lets connections pass again. */
    void reopen() throws IOException {
        admit(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }

    private void admit(ServerSocket entrance) {
        open.add(entrance);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    pass(entrance.accept());
                }
            } catch (IOException e) {
                // The gate is shut.
                close(entrance);
            }
        });
    }

    private void pass(Socket client) throws IOException {
        var onward = new Socket(server.getHostString(), server.getPort());
        open.add(client);
        open.add(onward);
        pump(client, onward);
        pump(onward, client);
    }

    private static void pump(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // One side has gone; closing both tells the other.
                close(from);
            }
        });
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        shut();
    }
}
