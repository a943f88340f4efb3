package dev.atelier.ingest.http;

/** A request that HTTP itself, rather than a use case, refuses. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** Because of {@code cause}, which the log tells of. */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** What it is refused with. */
    public Problem problem() {
        return problem;
    }
}
