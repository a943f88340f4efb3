package dev.atelier.cli.up;

import dev.atelier.cli.CommandFailure;
import dev.atelier.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port of the API, looked at before anything is started. */
final class ApiPort {
    private ApiPort() {}

    static void requireFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "Port %d on 127.0.0.1 is taken; stop what listens there, or choose another with --port."
                            .formatted(port),
                    e);
        }
    }
}
