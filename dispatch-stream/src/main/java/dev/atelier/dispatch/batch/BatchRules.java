package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchAxis;
import dev.atelier.event.BatchRequested;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.platform.failure.Failure;
import dev.atelier.platform.failure.Failure.InvalidRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Whether a batch can be made at all; each of its generations is judged by itself later. Pure. */
final class BatchRules {
    private BatchRules() {}

    /** Why {@code wanted}, whose upload came in {@code parts} of so many items, cannot be made. */
    static Optional<Failure> refusal(BatchRequested wanted, List<Integer> parts) {
        int total = wanted.getTotal();
        if (total < 1 || total > BatchInputs.MOST) {
            return invalid("total", "total must be from 1 to %d, but was %d".formatted(BatchInputs.MOST, total));
        }
        if (wanted.getUploadId().isPresent() != wanted.getMatrix().isEmpty()) {
            return invalid("matrix", "either uploadId or matrix must be given, not both");
        }
        BigInteger there = wanted.getUploadId().isPresent()
                ? BigInteger.valueOf(
                        parts.stream().mapToLong(Integer::longValue).sum())
                : BatchInputs.combinations(wanted.getMatrix());
        if (!there.equals(BigInteger.valueOf(total))) {
            return invalid(
                    "total", "total must be the number of items, which is %d, but was %d".formatted(there, total));
        }
        if (wanted.getRatePerSecond().filter(rate -> !(rate > 0)).isPresent()) {
            return invalid(
                    "ratePerSecond",
                    "ratePerSecond must be above 0, but was %s"
                            .formatted(wanted.getRatePerSecond().get()));
        }
        return repeated(wanted.getMatrix());
    }

    private static Optional<Failure> repeated(List<BatchAxis> matrix) {
        long names = matrix.stream().map(BatchAxis::getName).distinct().count();
        return names == matrix.size() ? Optional.empty() : invalid("matrix", "matrix must name each input once");
    }

    private static Optional<Failure> invalid(String field, String detail) {
        return Optional.of(new InvalidRequest(detail, Optional.of(field)));
    }
}
