package dev.atelier.dispatch.scheduling;

import java.util.Arrays;

/** Scheduling did what it promises never to do. */
@SuppressWarnings("serial") // Nobody writes it to a stream.
final class BrokenPromise extends AssertionError {
    private final String promise;

    private BrokenPromise(String promise, String facts) {
        super(promise + ": " + facts);
        this.promise = promise;
    }

    /** {@code promise} is in the words of whoever relies on it, {@code facts} are what contradicts it. */
    static void unless(boolean kept, String promise, Object... facts) {
        if (!kept) {
            throw new BrokenPromise(promise, Arrays.deepToString(facts));
        }
    }

    /** A bug of any kind breaks this one. */
    static BrokenPromise by(RuntimeException e) {
        var broken = new BrokenPromise("nothing is thrown", e.toString());
        broken.initCause(e);
        return broken;
    }

    String promise() {
        return promise;
    }
}
