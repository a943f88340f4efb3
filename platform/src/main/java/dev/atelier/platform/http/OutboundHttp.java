package dev.atelier.platform.http;

import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The one client for what is outside. It reaches public addresses over TLS and what an operator allowed, sends a request
 * exactly once, follows no redirect by itself and keeps no cookie. Thread-safe.
 */
public final class OutboundHttp implements AutoCloseable {
    /** A call waits in no line of ours: whoever asks has bounded how many there are. */
    private static final int AT_ONCE = 100_000;

    private static final int KEPT_IDLE = 64;
    /** Shorter than most servers keep a connection, so that a request seldom meets one that is just being closed. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final AddressGuard guard;
    private final OkHttpClient client;

    public OutboundHttp(OutboundConfig config) {
        guard = AddressGuard.of(config.allow());
        var dispatcher = new Dispatcher(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("outbound-", 0).factory()));
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(KEPT_IDLE, IDLE.toSeconds(), TimeUnit.SECONDS))
                // A proxy would resolve the names, and nobody would see the addresses.
                .proxy(Proxy.NO_PROXY)
                .cookieJar(CookieJar.NO_COOKIES)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(config.connectTimeout())
                // Each call bounds the whole of it.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .eventListener(new Sending())
                .build();
    }

    /** The way to whatever is public or allowed. */
    public Outlet outlet() {
        return outlet(guard);
    }

    /** The way to {@code origin}, which an operator configured, wherever it is, and to whatever is public or allowed. */
    public Outlet outlet(HttpUrl origin) {
        return outlet(guard.and(origin));
    }

    /** Whether an operator allowed the host of {@code url}, as it is written there: it may do without TLS then. */
    public boolean vouchesFor(HttpUrl url) {
        return guard.vouchesFor(url);
    }

    private Outlet outlet(AddressGuard guard) {
        return new Outlet(client, new GuardedSockets(guard, false), new GuardedSockets(guard, true));
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
