package dev.atelier.bench;

import java.net.URI;

/** The Atelier under load. */
record Target(URI api, String apiKey, String kafka, URI registry) {
    @Override
    public String toString() {
        return "Target[" + api + "]";
    }
}
