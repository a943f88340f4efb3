package dev.atelier.ingest.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Whether the client of a request in progress is still there. Only the end of its connection tells, and while a request is
 * handled nobody but this reads there.
 */
public final class Presence {
    private Presence() {}

    /** Whether the client has hung up. To be asked by the request's own thread, once the body has been read. */
    public static boolean isGone(Context context) {
        EndPoint connection = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        try {
            int read = connection.fill(BufferUtil.allocate(1));
            if (read > 0) {
                // The next request came before this one was answered; its first byte is lost now. Whoever sends ahead
                // has to
                // send again when the connection closes.
                context.header("Connection", "close");
            }
            return read < 0;
        } catch (IOException _) {
            return true;
        }
    }
}
