package dev.atelier.ingest.http;

/** A request that HTTP itself, rather than a use case, refuses. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** What it is refused with. */
    public Problem problem() {
        return problem;
    }
}
