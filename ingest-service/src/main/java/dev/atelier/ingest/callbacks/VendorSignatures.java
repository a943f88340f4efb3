package dev.atelier.ingest.callbacks;

import static java.util.Objects.requireNonNull;

import dev.atelier.platform.callbacks.Callbacks;
import dev.atelier.platform.http.OutboundHttp;
import java.time.InstantSource;
import okhttp3.HttpUrl;

/** Which vendor signs how. RunPod signs nothing, nor does any provider that is not named here. Thread-safe. */
public final class VendorSignatures {
    private static final String FAL = "fal";
    private static final String REPLICATE = "replicate";
    private static final String BFL = "bfl";

    private final VendorSignature fal;
    private final VendorSignature replicate;
    private final VendorSignature bfl;

    /** Keys that vendors publish are fetched through {@code http}. */
    public VendorSignatures(
            CallbackSignaturesConfig config, Callbacks callbacks, OutboundHttp http, InstantSource clock) {
        requireNonNull(http);
        requireNonNull(clock);
        fal = config.falKeys()
                .map(HttpUrl::get)
                .<VendorSignature>map(url -> new FalSignature(new PublishedKeys(http.outlet(url), url, clock), clock))
                .orElse(VendorSignature.NONE);
        replicate = config.replicateSecrets()
                .<VendorSignature>map(secrets -> new ReplicateSignature(secrets, clock))
                .orElse(VendorSignature.NONE);
        bfl = new BflSignature(BFL, callbacks);
    }

    /** How {@code provider} signs. */
    VendorSignature of(String provider) {
        return switch (provider) {
            case FAL -> fal;
            case REPLICATE -> replicate;
            case BFL -> bfl;
            default -> VendorSignature.NONE;
        };
    }
}
