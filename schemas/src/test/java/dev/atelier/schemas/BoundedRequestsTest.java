package dev.atelier.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestInformation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Requests to the registry end. */
class BoundedRequestsTest {
    @Test
    void haveABoundAndAreOtherwiseAsTheyWere() {
        var information = new RequestInformation();
        information.httpMethod = HttpMethod.GET;
        information.setUri(URI.create("http://registry.test/apis/registry/v3/ids/contentIds/7"));
        information.headers.add("Accept", "application/json");

        HttpRequest request = new BoundedRequests().getRequestFromRequestInformation(information);

        assertThat(request.timeout()).contains(Duration.ofSeconds(20));
        assertThat(request.uri()).hasPath("/apis/registry/v3/ids/contentIds/7");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers().firstValue("Accept")).contains("application/json");
    }
}
