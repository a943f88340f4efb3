package dev.atelier.schemas;

import com.microsoft.kiota.RequestInformation;
import io.kiota.http.jdk.JDKRequestAdapter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Requests to the registry that do not wait for an answer for ever: the adapter itself gives them no bound. */
@SuppressWarnings("unchecked") // The adapter overrides a generic method by one that is not.
final class BoundedRequests extends JDKRequestAdapter {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    BoundedRequests() {
        super(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build());
    }

    @Override
    protected HttpRequest getRequestFromRequestInformation(RequestInformation information) {
        return HttpRequest.newBuilder(super.getRequestFromRequestInformation(information), (_, _) -> true)
                .timeout(ANSWER)
                .build();
    }
}
