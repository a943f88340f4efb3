package dev.atelier.connectors.comfyui;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.InputFile.Read;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.connectors.vendor.Call;
import dev.atelier.connectors.vendor.Form;
import dev.atelier.connectors.vendor.Heard;
import dev.atelier.connectors.vendor.Heard.Answer;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.connectors.vendor.VendorApi;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.hash.Sha256;
import java.time.Duration;

/** Puts input files where nodes that load pictures find them: in the server's input folder, under {@code atelier/}. */
final class Uploads {
    private static final Duration TO_UPLOAD = Duration.ofMinutes(2);
    private static final String FOLDER = "atelier";

    private final VendorApi api;
    private final InputReader inputs;

    Uploads(VendorApi api, InputReader inputs) {
        this.api = api;
        this.inputs = inputs;
    }

    /** The name by which nodes know the file behind {@code reference}. An upload starts nothing. */
    Carried carry(Job job, String field, String reference) throws InterruptedException {
        return switch (inputs.read(job, field, reference)) {
            case InputFile.Unreadable(var failure) -> new Carried.Lost(failure);
            case Read file -> upload(job, file);
        };
    }

    private Carried upload(Job job, Read file) throws InterruptedException {
        // Named by its content, so that a file is there once however often it is used.
        String name = Sha256.hex(file.content()) + "." + Form.ending(file.mediaType());
        var form = new Form()
                .file("image", name, file)
                .text("type", "input")
                .text("subfolder", FOLDER)
                .text("overwrite", "true");
        return switch (api.upload(job.account(), Call.post("/upload/image", form.build()), TO_UPLOAD)) {
            case Answer answer
            when answer.isSuccess() && answer.json().path("name").isString() -> {
                String folder = answer.json().path("subfolder").asString("");
                String stored = answer.json().path("name").asString();
                yield new Carried.As(folder.isEmpty() ? stored : folder + "/" + stored);
            }
            case Answer answer when answer.status() == 413 -> new Carried.Lost(ComfyUiErrors.ofSubmit(answer, job));
            case Heard.Nothing(Failure.AccountRefused refused) -> new Carried.Lost(refused);
            case Answer _, Heard.Nothing _ ->
                new Carried.Lost(new Failure.Unavailable("comfyui did not take an input file."));
        };
    }
}
