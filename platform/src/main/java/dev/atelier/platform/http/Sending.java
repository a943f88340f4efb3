package dev.atelier.platform.http;

import okhttp3.Call;
import okhttp3.EventListener;

/** Notes on each call whether anything of its request may have left. */
final class Sending extends EventListener {
    /** The note of one call, carried as a tag of its request. */
    static final class Note {
        private volatile boolean begun;

        boolean begun() {
            return begun;
        }
    }

    @Override
    public void requestHeadersStart(Call call) {
        var note = call.request().tag(Note.class);
        if (note != null) {
            note.begun = true;
        }
    }
}
