package dev.atelier.connectors.fal;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Form;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.SignedUploads;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.connectors.vendor.VendorHosts;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hands inputs over: small ones in the request, others through fal's storage, which is at a host of its own. */
final class FalFiles {
    private static final VendorHosts HOSTS = new VendorHosts(Set.of("fal.run", "fal.ai"));
    private static final int LARGEST_INLINE = 256 * 1024;
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);

    private final VendorApi storage;
    private final SignedUploads uploads;

    FalFiles(VendorApi api) {
        storage = api.at("rest.fal.ai", HOSTS);
        uploads = new SignedUploads(api);
    }

    Carried carry(Job job, Read file) throws InterruptedException {
        return file.content().length <= LARGEST_INLINE ? Attachments.asDataUri(file) : upload(job, file);
    }

    /** An upload starts no job, so whatever goes wrong with it, nothing was started. */
    private Carried upload(Job job, Read file) throws InterruptedException {
        return switch (storage.upload(job.account(), begin(file.mediaType()), TO_BEGIN)) {
            case Answer answer when answer.isSuccess() -> finish(job, file, answer);
            case Answer answer
            when answer.status() == 401 || answer.status() == 403 -> new Carried.Lost(FalErrors.ofSubmit(answer, job));
            case Answer _ -> notTaken();
            case Heard.Nothing(Failure.AccountRefused refused) -> new Carried.Lost(refused);
            case Heard.Nothing _ -> notTaken();
        };
    }

    private Carried finish(Job job, Read file, Answer begun) throws InterruptedException {
        var places = begun.json();
        String fileUrl = places.path("file_url").asString("");
        return !fileUrl.isEmpty() && uploads.put(job, places.path("upload_url").asString(""), file)
                ? new Carried.As(fileUrl)
                : notTaken();
    }

    /** Tries the credentials: a place to upload to costs nothing, and whoever may run a model gets one. */
    Optional<Failure> tryAccount(String account) throws InterruptedException {
        return storage.probe(account, begin("image/png"));
    }

    private static Call begin(String mediaType) {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("file_name", "input." + Form.ending(mediaType))
                .put("content_type", mediaType);
        return Call.post("/storage/upload/initiate?storage_type=fal-cdn-v3", body);
    }

    private static Carried notTaken() {
        return new Carried.Lost(new Failure.Unavailable("fal did not take an input file."));
    }
}
