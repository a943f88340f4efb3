package dev.atelier.bench.connectors;

/** What the vendor makes of a job: the model that is asked for says it. */
enum Work {
    /** Is never done, and asked for again and again. */
    SLOW,
    /** A call that is never answered. */
    HELD,
    /** A tiny picture in the first answer to a question. */
    QUICK,
    /** A large picture behind a URL. */
    PICTURE;

    boolean waits() {
        return this == SLOW || this == HELD;
    }

    /** The provider whose dialect has it. */
    String provider() {
        return this == HELD ? "cog" : "replicate";
    }
}
