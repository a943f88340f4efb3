package dev.atelier.ingest.http;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.trace.Traces;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinException;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: Javalin on Jetty, a virtual thread a request. Serves a table of routes, until closed. */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private final Javalin javalin;

    private HttpEdge(Javalin javalin) {
        this.javalin = javalin;
    }

    /**
     * Where it listens.
     *
     * @param port        0 takes a free one
     * @param closeWithin how long requests in progress may take to finish when it closes
     */
    public record Address(String host, int port, Duration closeWithin) {}

    /**
     * What it serves.
     *
     * @param dialects which of the routes' paths word their errors in another way than the native one
     * @param traffic  hears of what was served
     */
    public record Site(List<Route> routes, List<Dialect> dialects, Traffic traffic) {
        public Site {
            routes = List.copyOf(routes);
            dialects = List.copyOf(dialects);
            requireNonNull(traffic);
        }
    }

    /** Starts serving {@code site}. */
    public static HttpEdge start(Address address, Site site, Authentication authentication) {
        List<Route> routes = site.routes();
        var dialects = new Dialects(site.dialects());
        var javalin = Javalin.create(config -> {
            configure(config, address, dialects);
            new Counting(site.traffic()).register(config.routes);
            config.routes.before(RequestIds::assign);
            config.routes.before(RequestTraces::assign);
            config.routes.before(dialects::assign);
            routes.forEach(route -> register(config.routes, route, authentication));
            new Problems(routes).register(config.routes);
        });
        return new HttpEdge(javalin.start());
    }

    /** The port it listens at. */
    public int port() {
        return javalin.port();
    }

    private static void configure(JavalinConfig config, Address address, Dialects dialects) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.router.javaLangErrorHandler(Problems::fatal);
        config.jetty.host = address.host();
        config.jetty.port = address.port();
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
            // Clients write owner/name as one segment. Routes are matched before anything is decoded.
            http.setUriCompliance(UriCompliance.DEFAULT.with("slashes", Violation.AMBIGUOUS_PATH_SEPARATOR));
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.modifyServer(server -> harden(server, address.closeWithin(), dialects));
    }

    private static void harden(Server server, Duration closeWithin, Dialects dialects) {
        server.setHandler(new GracefulHandler());
        server.setStopTimeout(closeWithin.toMillis());
        server.setErrorHandler(new ProtocolErrors(dialects));
    }

    private static void register(RoutesConfig config, Route route, Authentication authentication) {
        Handler handler = context -> serve(context, route, authentication);
        route.method()
                .answered()
                .forEach(method -> config.addHttpHandler(HandlerType.findOrCreate(method), route.path(), handler));
    }

    private static void serve(Context context, Route route, Authentication authentication) throws Exception {
        Counting.matched(context, route);
        authentication.authorize(context, route.access());
        Traces.during(RequestTraces.of(context), () -> route.handling().handle(context));
    }

    /** Takes no new requests, and returns once those in progress are answered or their time is up. */
    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            LOG.atWarn().log("Requests in progress were cut off: {}", String.valueOf(e.getMessage()));
        }
    }
}
