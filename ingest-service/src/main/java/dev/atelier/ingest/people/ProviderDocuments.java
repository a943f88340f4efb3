package dev.atelier.ingest.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Outlet;
import dev.atelier.platform.http.Reply;
import dev.atelier.platform.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Fetches what an OpenID Connect provider publishes of itself. Thread-safe. */
public final class ProviderDocuments implements ResourceRetriever {
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), 1 << 20);
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    private final Outlet outlet;

    /** {@code outlet} reaches the provider. */
    public ProviderDocuments(Outlet outlet) {
        this.outlet = requireNonNull(outlet);
    }

    /** The provider does not answer, or says something else than it should. */
    static final class UnreadableException extends Exception {
        UnreadableException(String message) {
            super(message);
        }

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Where {@code issuer} says that its keys are (OpenID Connect Discovery 1.0, section 4). */
    URL keysOf(URI issuer) throws UnreadableException {
        String address = issuer.toString().replaceAll("/+$", "") + CONFIGURATION;
        try {
            JsonNode said = Json.MAPPER.readTree(
                    retrieveResource(URI.create(address).toURL()).getContent());
            // Else a provider could speak for another one.
            if (!issuer.toString().equals(said.path("issuer").asString(""))) {
                throw new UnreadableException("the issuer of %s must be %s".formatted(address, issuer));
            }
            return URI.create(said.path("jwks_uri").asString("")).toURL();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new UnreadableException("%s could not be read".formatted(address), e);
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpUrl address = Optional.ofNullable(HttpUrl.parse(url.toString()))
                .orElseThrow(() -> new IOException("the address is no http or https URL"));
        return switch (send(new Request.Builder().url(address).build())) {
            case Reply.Answer<byte[]> answer
            when answer.isSuccess() ->
                new Resource(new String(answer.body(), UTF_8), answer.headers().get("Content-Type"));
            case Reply.Answer<byte[]>(int status, var _, var _) ->
                throw new IOException("answered %d".formatted(status));
            case Reply.Unsent<byte[]>(var why, var _) -> throw new IOException("The host " + why);
            case Reply.Unanswered<byte[]>(var why) -> throw new IOException("The host " + why);
            case Reply.TooLarge<byte[]> _ -> throw new IOException("the answer is too large");
        };
    }

    private Reply<byte[]> send(Request request) throws IOException {
        try {
            return outlet.send(request, LIMITS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was awaited");
        }
    }
}
