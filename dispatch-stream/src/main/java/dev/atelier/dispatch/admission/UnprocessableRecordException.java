package dev.atelier.dispatch.admission;

/** A record on requests that names no generation of a known project: it goes to the dead letters, and nowhere else. */
final class UnprocessableRecordException extends RuntimeException {
    UnprocessableRecordException(String message) {
        super(message);
    }
}
