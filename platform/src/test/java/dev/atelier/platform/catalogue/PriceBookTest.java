package dev.atelier.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.event.Price;
import dev.atelier.event.PriceUnit;
import dev.atelier.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceBookTest {
    @Test
    void pricesTheRequestOrEachOutput() {
        assertThat(price("{\"count\": 3}", per(PriceUnit.REQUEST, 40_000))).contains(40_000L);
        assertThat(price("{\"count\": 3}", per(PriceUnit.OUTPUT, 40_000))).contains(120_000L);
        assertThat(price("{\"num_images\": 2}", per(PriceUnit.OUTPUT, 40_000))).contains(80_000L);
        assertThat(price("{}", per(PriceUnit.OUTPUT, 40_000))).contains(40_000L);
    }

    @Test
    void pricesMegapixelsOfEachOutputRoundedUp() {
        assertThat(price("{\"width\": 1000, \"height\": 1000, \"n\": 2}", per(PriceUnit.MEGAPIXEL, 25_000)))
                .contains(50_000L);
        assertThat(price("{\"size\": \"512x512\"}", per(PriceUnit.MEGAPIXEL, 25_000)))
                .contains(6_554L);
    }

    @Test
    void saysHowAPriceComesAbout() {
        var quote = PriceBook.quote(
                List.of(per(PriceUnit.SECOND, 100_000)), Json.MAPPER.readTree("{\"duration\": 2.5, \"n\": 2}"));

        assertThat(quote).hasValueSatisfying(found -> {
            assertThat(found.price().getPer()).isEqualTo(PriceUnit.SECOND);
            assertThat(found.quantity()).isEqualByComparingTo("5");
            assertThat(found.micros()).isEqualTo(500_000);
        });
    }

    @Test
    void pricesSeconds() {
        assertThat(price("{\"duration\": 2.5}", per(PriceUnit.SECOND, 100_000))).contains(250_000L);
    }

    @Test
    void takesTheFirstRuleThatFits() {
        var high = new Price(90_000L, PriceUnit.REQUEST, Map.of("quality", "high", "size", "1024x1024"));

        assertThat(price("{\"quality\": \"high\", \"size\": \"1024x1024\"}", high, per(PriceUnit.REQUEST, 10_000)))
                .contains(90_000L);
        assertThat(price("{\"quality\": \"high\"}", high, per(PriceUnit.REQUEST, 10_000)))
                .contains(10_000L);
        assertThat(price("{\"quality\": \"low\"}", high)).isEmpty();
    }

    @Test
    void isUnknownWithoutARuleOrWithoutTheQuantity() {
        assertThat(price("{}")).isEmpty();
        assertThat(price("{\"size\": \"auto\"}", per(PriceUnit.MEGAPIXEL, 25_000)))
                .isEmpty();
        assertThat(price("{}", per(PriceUnit.SECOND, 25_000))).isEmpty();
        assertThat(price("{}", per(PriceUnit.UNKNOWN, 25_000))).isEmpty();
    }

    @Test
    void isFreeWhereItSaysSo() {
        assertThat(price("{\"size\": \"auto\"}", per(PriceUnit.MEGAPIXEL, 0))).contains(0L);
    }

    private static Price per(PriceUnit unit, long micros) {
        return new Price(micros, unit, Map.of());
    }

    private static Optional<Long> price(String parameters, Price... prices) {
        return PriceBook.price(List.of(prices), Json.MAPPER.readTree(parameters));
    }
}
