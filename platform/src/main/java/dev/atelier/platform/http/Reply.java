package dev.atelier.platform.http;

import static java.util.Objects.requireNonNull;

import okhttp3.Headers;

/**
 * What came of one request. The cases differ in what the caller may conclude of the other side. {@code why} goes on after
 * "The host"; it holds no URL, body or credential.
 *
 * @param <B> the body: bytes, or the path of a file that holds them
 */
public sealed interface Reply<B> {
    /** A whole answer, whatever its status. */
    record Answer<B>(int status, Headers headers, B body) implements Reply<B> {
        public Answer {
            requireNonNull(headers);
            requireNonNull(body);
        }

        /** Whether the status is 200 to 299. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** Without the body. */
        @Override
        public String toString() {
            return "Answer[status=%d]".formatted(status);
        }
    }

    /** Nothing of the request left this process: nothing was started there. */
    record Unsent<B>(String why, boolean blocked) implements Reply<B> {
        public Unsent {
            requireNonNull(why);
        }
    }

    /** The request was sent, at least its beginning, and no whole answer came: nobody knows what was started. */
    record Unanswered<B>(String why) implements Reply<B> {
        public Unanswered {
            requireNonNull(why);
        }
    }

    /** The answer is larger than allowed; it was not read further. */
    record TooLarge<B>(int status, long limit) implements Reply<B> {}
}
