package dev.atelier.ingest.tus;

import dev.atelier.ingest.http.Parameter;
import dev.atelier.ingest.http.Route.Verb;
import java.util.List;

/** The headers of tus 1.0.0, as the description of the API tells of them; {@link TusRequest} reads them. */
final class TusHeaders {
    private static final String COUNT = "{\"type\": \"integer\", \"minimum\": 0}";
    private static final String TEXT = "{\"type\": \"string\"}";
    private static final Parameter RESUMABLE = Parameter.header(
                    "Tus-Resumable", "The version of tus that the client speaks.", "{\"const\": \"1.0.0\"}")
            .mandatory();
    private static final Parameter LENGTH =
            Parameter.header("Upload-Length", "How many bytes the whole upload has.", COUNT);
    private static final Parameter LATER =
            Parameter.header("Upload-Defer-Length", "That its length is said later.", "{\"const\": \"1\"}");
    private static final Parameter METADATA = Parameter.header(
            "Upload-Metadata", "Pairs of a key and a value in base64, such as filename; divided by commas.", TEXT);
    private static final Parameter CONCAT = Parameter.header(
            "Upload-Concat", "partial, or final; and the URLs of the uploads that it is made of.", TEXT);
    private static final Parameter OFFSET = Parameter.header("Upload-Offset", "At which byte the body goes on.", COUNT)
            .mandatory();
    private static final Parameter CHECKSUM = Parameter.header(
            "Upload-Checksum", "The hash of the body: sha1, sha256 or sha512, a space, and base64.", TEXT);

    private TusHeaders() {}

    /** Those that a request of {@code verb} may bear. */
    static List<Parameter> of(Verb verb) {
        return switch (verb) {
            case POST -> List.of(RESUMABLE, LENGTH, LATER, METADATA, CONCAT, CHECKSUM);
            case PATCH -> List.of(RESUMABLE, OFFSET, LENGTH, CHECKSUM);
            case HEAD, DELETE -> List.of(RESUMABLE);
            case GET, PUT, OPTIONS, QUERY -> List.of();
        };
    }
}
