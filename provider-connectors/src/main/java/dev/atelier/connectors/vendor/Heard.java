package dev.atelier.connectors.vendor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import dev.atelier.platform.config.Secret;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.json.Json;
import okhttp3.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What a vendor was heard to say to one call. */
public sealed interface Heard {
    /**
     * A whole answer; what its status means is the adapter's to know.
     *
     * @param status  HTTP's
     * @param headers all of them
     * @param body    all of it; nobody changes it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Answer(int status, Headers headers, byte[] body) implements Heard {
        private static final int MOST_WORDS = 1 << 20;
        /** What is shorter keeps nothing: it stands in for a key at a server that wants none, and may be a common word. */
        private static final int SHORTEST_KEY = 8;

        public Answer {
            requireNonNull(headers);
            requireNonNull(body);
        }

        /** Whether the status is 200 to 299. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The body as JSON; missing when it is something else. */
        public JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (JacksonException e) {
                return MissingNode.getInstance();
            }
        }

        /**
         * The same without {@code key}: what a vendor says is kept and shown, and it may repeat that. Large bodies are no
         * words.
         */
        Answer without(Secret key) {
            boolean isLikely = key.value().length() >= SHORTEST_KEY && body.length <= MOST_WORDS;
            String text = isLikely ? new String(body, ISO_8859_1) : "";
            return text.contains(key.value())
                    ? new Answer(
                            status, headers, text.replace(key.value(), "[key]").getBytes(ISO_8859_1))
                    : this;
        }

        /** Without the body. */
        @Override
        public String toString() {
            return "Answer[status=%d]".formatted(status);
        }
    }

    /** No whole answer came, or none was asked for; the failure says what is known of the job. */
    record Nothing(Failure failure) implements Heard {
        public Nothing {
            requireNonNull(failure);
        }
    }
}
