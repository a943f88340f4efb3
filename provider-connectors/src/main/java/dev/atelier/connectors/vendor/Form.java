package dev.atelier.connectors.vendor;

import dev.atelier.connectors.provider.InputFile.Read;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import tools.jackson.databind.JsonNode;

/** A multipart form ({@code multipart/form-data}, RFC 7578) in the making. For one thread. */
public final class Form {
    private final MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);

    public Form text(String part, String value) {
        body.addFormDataPart(part, value);
        return this;
    }

    /** A document as a part of its own type. */
    public Form json(String part, JsonNode document) {
        body.addPart(Headers.of("Content-Disposition", "form-data; name=\"%s\"".formatted(part)), Call.json(document));
        return this;
    }

    /** A file, named after {@code part} with the ending of its type, by which some vendors tell what it is. */
    public Form file(String part, Read file) {
        String name = part.replaceAll("[^A-Za-z0-9_-]", "") + "." + ending(file.mediaType());
        return file(part, name, file);
    }

    public Form file(String part, String name, Read file) {
        body.addFormDataPart(part, name, RequestBody.create(file.content(), MediaType.get(file.mediaType())));
        return this;
    }

    /** What else there is in {@code fields}: words and numbers as text under their own names, references as files. */
    public Form rest(Fields fields) throws InterruptedException {
        for (Map.Entry<String, JsonNode> parameter : fields.rest().entrySet()) {
            String name = parameter.getKey();
            var value = parameter.getValue();
            if (value.isString() && Attachments.isOurs(value.asString())) {
                fields.file(name, value.asString()).ifPresent(file -> file(name, file));
            } else if (fields.check(!value.isContainer(), name, "must be text, a number or a truth value")) {
                text(name, value.isString() ? value.asString() : value.toString());
            }
        }
        return this;
    }

    /** The whole form, with a part at least. */
    public RequestBody build() {
        return body.build();
    }

    /** How names of files of {@code mediaType} end, such as {@code png}. */
    public static String ending(String mediaType) {
        return mediaType.substring(mediaType.indexOf('/') + 1).replaceAll("[^a-z0-9]", "");
    }
}
