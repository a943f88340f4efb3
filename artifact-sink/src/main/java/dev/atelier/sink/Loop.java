package dev.atelier.sink;

/** Work that goes on until it is told to stop. Runs once. */
interface Loop {
    /** Works on the calling thread until {@link #stop} is called; throws when it cannot go on. Lets go of all it holds. */
    void run();

    /** Tells the loop to finish what it has begun. Called on any thread; does not wait. */
    void stop();
}
