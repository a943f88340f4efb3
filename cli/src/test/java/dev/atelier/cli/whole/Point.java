package dev.atelier.cli.whole;

/** Where a job is when its worker is killed, as its vendor sees it. */
enum Point {
    /** It was sent to a worker that has no slot free: the vendor never heard of it. */
    UNASKED,
    /** The vendor hears of it and has not taken it on. */
    UNHEARD,
    /** The vendor has taken it on and has not said so. */
    ACCEPTED,
    /** The worker knows the vendor's id and waits. */
    WAITING,
    /** It is made; the worker fetches it. */
    MADE
}
