package dev.atelier.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that ask the guard before they connect, and send at once what they are given (TCP_NODELAY). */
final class GuardedSockets extends SocketFactory {
    private final AddressGuard guard;
    private final boolean encrypted;

    GuardedSockets(AddressGuard guard, boolean encrypted) {
        this.guard = guard;
        this.encrypted = encrypted;
    }

    @Override
    public Socket createSocket() throws IOException {
        var socket = new GuardedSocket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unasked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unasked();
    }

    /** OkHttp connects its sockets itself. */
    private static UnsupportedOperationException unasked() {
        return new UnsupportedOperationException("sockets are connected by who asked for them");
    }

    private final class GuardedSocket extends Socket {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            guard.check((InetSocketAddress) endpoint, encrypted);
            super.connect(endpoint, timeout);
        }
    }
}
