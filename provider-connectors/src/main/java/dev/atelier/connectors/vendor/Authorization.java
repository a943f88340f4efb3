package dev.atelier.connectors.vendor;

import okhttp3.Request;

/** How a vendor wants to be shown a key. */
@FunctionalInterface
public interface Authorization {
    /** Shows no key, to those that ask for none. */
    Authorization NONE = (_, _) -> {};

    /** Adds what shows {@code key} to {@code request}. */
    void show(String key, Request.Builder request);

    /** {@code Authorization: <scheme> <key>}. */
    static Authorization scheme(String scheme) {
        return (key, request) -> request.header("Authorization", scheme + " " + key);
    }

    /** {@code <name>: <key>}. */
    static Authorization header(String name) {
        return (key, request) -> request.header(name, key);
    }
}
