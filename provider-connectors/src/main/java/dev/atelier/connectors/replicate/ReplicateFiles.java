package dev.atelier.connectors.replicate;

import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.platform.failure.Failure;
import java.time.Duration;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/** Hands inputs over: small ones in the request, others as uploads, as Replicate recommends. */
final class ReplicateFiles {
    private static final int LARGEST_INLINE = 256 * 1024;
    private static final Duration TO_UPLOAD = Duration.ofMinutes(2);

    private final VendorApi api;

    ReplicateFiles(VendorApi api) {
        this.api = api;
    }

    Carried carry(Job job, Read file) throws InterruptedException {
        return file.content().length <= LARGEST_INLINE ? Attachments.asDataUri(file) : upload(job, file);
    }

    /** An upload starts no job, so whatever goes wrong with it, nothing was started. */
    private Carried upload(Job job, Read file) throws InterruptedException {
        var body = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart(
                        "content", "input", RequestBody.create(file.content(), MediaType.get(file.mediaType())))
                .build();
        return switch (api.upload(job.account(), Call.post("/files", body), TO_UPLOAD)) {
            case Answer answer
            when answer.isSuccess() && answer.json().at("/urls/get").isString() ->
                new Carried.As(answer.json().at("/urls/get").asString());
            case Answer answer when answer.status() == 413 -> new Carried.Lost(ReplicateErrors.ofSubmit(answer, job));
            case Answer answer
            when answer.status() == 401 || answer.status() == 403 ->
                new Carried.Lost(ReplicateErrors.ofSubmit(answer, job));
            case Answer _ -> new Carried.Lost(new Failure.Unavailable("replicate did not take an input file."));
            case Heard.Nothing(Failure.AccountRefused refused) -> new Carried.Lost(refused);
            case Heard.Nothing _ -> new Carried.Lost(new Failure.Unavailable("replicate did not take an input file."));
        };
    }
}
