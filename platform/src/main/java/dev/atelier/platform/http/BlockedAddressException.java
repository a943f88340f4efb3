package dev.atelier.platform.http;

import java.io.IOException;

/** An address that must not be reached. The message goes on after the host's name. */
final class BlockedAddressException extends IOException {
    BlockedAddressException(String message) {
        super(message);
    }
}
