package dev.atelier.stack;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Asks a server the smallest question its protocol has, without a client library. */
final class Probe {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral(Server.LOOPBACK);
    private static final int TIMEOUT_MILLIS = 2_000;
    /** ApiVersions, version 0, correlation 1, client "atelier": the request every Kafka client sends first. */
    private static final byte[] KAFKA_API_VERSIONS =
            HexFormat.of().parseHex("00000011" + "0012" + "0000" + "00000001" + "0007" + "6174656c696572");
    /** OPTIONS of the native protocol, version 4, stream 0, no body. */
    private static final byte[] CQL_OPTIONS = HexFormat.of().parseHex("04000000" + "05" + "00000000");

    private static final int CQL_SUPPORTED = 0x06;

    private Probe() {}

    static boolean kafka(int port) throws IOException {
        try (var socket = open(port)) {
            socket.getOutputStream().write(KAFKA_API_VERSIONS);
            var answer = new DataInputStream(socket.getInputStream());
            answer.readInt();
            var correlation = answer.readInt();
            var error = answer.readShort();
            return correlation == 1 && error == 0;
        }
    }

    static boolean cql(int port) throws IOException {
        try (var socket = open(port)) {
            socket.getOutputStream().write(CQL_OPTIONS);
            var header = new DataInputStream(socket.getInputStream()).readNBytes(5);
            return header.length == 5 && header[4] == CQL_SUPPORTED;
        }
    }

    /** The status of a GET; 0 where the answer is not HTTP. */
    static int http(int port, String path) throws IOException {
        try (var socket = open(port)) {
            var request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n".formatted(path, port);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.matches("HTTP/1\\.[01] \\d{3}") ? Integer.parseInt(status.substring(9)) : 0;
        }
    }

    private static Socket open(int port) throws IOException {
        var socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(LOOPBACK, port), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
