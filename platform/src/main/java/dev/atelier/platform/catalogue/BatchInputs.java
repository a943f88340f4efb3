package dev.atelier.platform.catalogue;

import dev.atelier.event.BatchAxis;
import dev.atelier.platform.json.Json;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each generation of a batch is asked. The edge and admission both make it, so that what was checked is what runs. What
 * is no JSON is handed on as it is: whoever judges the input says what is wrong with it. Pure.
 */
public final class BatchInputs {
    /** Most generations of one batch. */
    public static final int MOST = 10_000;

    /** What the labels begin with that batches put on their generations, beside the client's own. */
    public static final String LABEL = "batch:";

    private BatchInputs() {}

    /** The label of each generation of a batch. */
    public static String label(String batchId) {
        return LABEL + batchId;
    }

    /** How many combinations there are of the values of {@code matrix}. */
    public static BigInteger combinations(List<BatchAxis> matrix) {
        return matrix.stream()
                .map(axis -> BigInteger.valueOf(axis.getValues().size()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    /** Which value of axis {@code axis}, from 0, combination {@code index} has. The last axis varies fastest. */
    public static int place(List<BatchAxis> matrix, int axis, int index) {
        int faster = 1;
        for (BatchAxis after : matrix.subList(axis + 1, matrix.size())) {
            faster *= after.getValues().size();
        }
        return index / faster % matrix.get(axis).getValues().size();
    }

    /** The input of combination {@code index}, laid over {@code common}. */
    public static String combination(String common, List<BatchAxis> matrix, int index) {
        ObjectNode own = Json.MAPPER.createObjectNode();
        for (int axis = 0; axis < matrix.size(); axis++) {
            String value = matrix.get(axis).getValues().get(place(matrix, axis, index));
            try {
                own.set(matrix.get(axis).getName(), Json.MAPPER.readTree(value));
            } catch (JacksonException _) {
                return value;
            }
        }
        return overlay(common, own.toString());
    }

    /** The parts of {@code own} over those of {@code common}. */
    public static String overlay(String common, String own) {
        try {
            if (Json.MAPPER.readTree(common) instanceof ObjectNode all) {
                return Json.MAPPER.readTree(own) instanceof ObjectNode parts
                        ? all.setAll(parts).toString()
                        : own;
            }
            return common;
        } catch (JacksonException _) {
            return own;
        }
    }
}
