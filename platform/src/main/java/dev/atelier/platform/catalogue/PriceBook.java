package dev.atelier.platform.catalogue;

import dev.atelier.event.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a generation costs at a target. Pure. */
public final class PriceBook {
    /** How providers call the number of outputs. */
    private static final List<String> COUNTS = List.of("count", "n", "num_images", "num_outputs");

    private static final List<String> SECONDS = List.of("duration", "seconds");
    private static final BigDecimal MEGAPIXEL = BigDecimal.valueOf(1_000_000);

    private PriceBook() {}

    /**
     * How a price comes about.
     *
     * @param price    the line of the book that counts
     * @param quantity how many of its units there are
     * @param micros   the product in millionths, rounded up
     */
    public record Quote(Price price, BigDecimal quantity, long micros) {}

    /**
     * The price by the first of {@code prices} that fits {@code parameters}, in millionths, rounded up. Empty when none does,
     * or when one does whose quantity the parameters do not tell.
     */
    public static Optional<Long> price(List<Price> prices, JsonNode parameters) {
        return quote(prices, parameters).map(Quote::micros);
    }

    /** The same, with how it comes about. */
    public static Optional<Quote> quote(List<Price> prices, JsonNode parameters) {
        return prices.stream()
                .filter(price -> fits(price, parameters))
                .findFirst()
                .flatMap(price -> quote(price, parameters));
    }

    private static boolean fits(Price price, JsonNode parameters) {
        for (Map.Entry<String, String> condition : price.getWhen().entrySet()) {
            if (!parameters.path(condition.getKey()).asString("").equals(condition.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Quote> quote(Price price, JsonNode parameters) {
        if (price.getMicros() == 0) {
            return Optional.of(new Quote(price, BigDecimal.ONE, 0));
        }
        return quantity(price, parameters)
                .map(quantity -> new Quote(
                        price,
                        quantity,
                        quantity.multiply(BigDecimal.valueOf(price.getMicros()))
                                .setScale(0, RoundingMode.CEILING)
                                .longValueExact()));
    }

    private static Optional<BigDecimal> quantity(Price price, JsonNode parameters) {
        BigDecimal outputs = number(parameters, COUNTS).orElse(BigDecimal.ONE);
        return switch (price.getPer()) {
            case REQUEST -> Optional.of(BigDecimal.ONE);
            case OUTPUT -> Optional.of(outputs);
            case MEGAPIXEL ->
                pixels(parameters).map(pixels -> outputs.multiply(pixels).divide(MEGAPIXEL));
            case SECOND -> number(parameters, SECONDS).map(outputs::multiply);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** Of {@code width} and {@code height}, or else of a {@code size} such as 512x512. */
    private static Optional<BigDecimal> pixels(JsonNode parameters) {
        var width = number(parameters, List.of("width"));
        var height = number(parameters, List.of("height"));
        if (width.isPresent() && height.isPresent()) {
            return width.map(height.get()::multiply);
        }
        String[] size = parameters.path("size").asString("").split("x", -1);
        try {
            return size.length == 2
                    ? Optional.of(new BigDecimal(size[0]).multiply(new BigDecimal(size[1])))
                    : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> number(JsonNode parameters, List<String> names) {
        return names.stream()
                .map(parameters::path)
                .filter(JsonNode::isNumber)
                .findFirst()
                .map(JsonNode::decimalValue);
    }
}
