package dev.atelier.connectors.bfl;

import dev.atelier.connectors.provider.InputFile;
import dev.atelier.connectors.provider.Job;
import dev.atelier.connectors.vendor.Attachments;
import dev.atelier.connectors.vendor.Attachments.Attached;
import dev.atelier.connectors.vendor.Attachments.Carried;
import dev.atelier.connectors.vendor.InputReader;
import dev.atelier.platform.failure.Failure;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Puts files into the request in bare base64, which is the one form that every model takes. */
final class BflInputs {
    /** What would have the vendor call somebody for us, and answer in another form. */
    private static final List<String> OURS_ALONE = List.of("webhook_url", "webhook_secret");

    /** Where no URL is taken: fill and expand want the picture itself. */
    private static final List<String> BYTES_ALONE = List.of("image", "mask");

    private final InputReader reader;

    BflInputs(InputReader reader) {
        this.reader = reader;
    }

    Attached attach(Job job) throws InterruptedException {
        for (String name : OURS_ALONE) {
            if (job.parameters().has(name)) {
                String field = "input." + name;
                return new Attached.Missing(
                        new Failure.InvalidRequest(field + " must be left out", Optional.of(field)));
            }
        }
        return switch (Attachments.attach(job, (_, file) -> base64(file))) {
            case Attached.Missing missing -> missing;
            case Attached.Parameters parameters -> fetched(job, parameters);
        };
    }

    private Attached fetched(Job job, Attached.Parameters parameters) throws InterruptedException {
        for (String name : BYTES_ALONE) {
            String value = parameters.values().path(name).asString("");
            if (HttpUrl.parse(value) != null) {
                switch (reader.read(job, name, value)) {
                    case InputFile.Unreadable(var failure) -> {
                        return new Attached.Missing(failure);
                    }
                    case InputFile.Read file -> parameters.values().put(name, encoded(file));
                }
            }
        }
        return parameters;
    }

    private static Carried base64(InputFile.Read file) {
        return new Carried.As(encoded(file));
    }

    private static String encoded(InputFile.Read file) {
        return Base64.getEncoder().encodeToString(file.content());
    }
}
