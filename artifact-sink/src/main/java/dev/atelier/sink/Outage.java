package dev.atelier.sink;

import com.datastax.oss.driver.api.core.DriverException;
import dev.atelier.platform.objects.ObjectStoreException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Tells a server that is away, which passes, from work that can never be done. */
final class Outage {
    private Outage() {}

    /**
     * Whether a store or the schema registry is behind {@code failure}. Everything a store says counts as an outage:
     * what it would refuse for ever is kept from it ({@link Addresses}, {@link Rows}). The registry's client throws
     * network failures as they are.
     */
    static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof ObjectStoreException
                || cause instanceof DriverException
                || cause instanceof SocketException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof ClosedChannelException;
    }
}
