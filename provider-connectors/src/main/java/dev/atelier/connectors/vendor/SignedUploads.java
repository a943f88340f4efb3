package dev.atelier.connectors.vendor;

import static java.util.Objects.requireNonNull;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.platform.http.Limits;
import dev.atelier.platform.http.Reply;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** Puts files to where a vendor's signed URL says. Bears no credentials: whoever knows the URL may. Thread-safe. */
public final class SignedUploads {
    /** The longest that the largest input takes. */
    private static final Limits LIMITS = new Limits(Duration.ofMinutes(2), 64 * 1024);

    private final VendorApi api;

    public SignedUploads(VendorApi api) {
        this.api = requireNonNull(api);
    }

    /** Whether {@code file} is now at {@code url}. */
    public boolean put(Job job, String url, Read file) throws InterruptedException {
        var address = HttpUrl.parse(url);
        if (address == null) {
            return false;
        }
        var request = new Request.Builder()
                .url(address)
                .put(RequestBody.create(file.content(), MediaType.get(file.mediaType())))
                .build();
        return api.outlet(job.account()).send(request, LIMITS) instanceof Reply.Answer<byte[]> answer
                && answer.isSuccess();
    }
}
