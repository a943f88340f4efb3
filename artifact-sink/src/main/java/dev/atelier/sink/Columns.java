package dev.atelier.sink;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of one statement. A value that is absent or empty is left unset, which costs no tombstone. */
final class Columns {
    private BoundStatementBuilder builder;

    Columns(PreparedStatement statement) {
        builder = statement.boundStatementBuilder();
    }

    void text(String column, String value) {
        builder = builder.setString(column, value);
    }

    void text(String column, Optional<String> value) {
        value.ifPresent(text -> text(column, text));
    }

    /** As {@link #text(String, Optional)}, but an absent value wipes out what was written before. */
    void textOrNull(String column, Optional<String> value) {
        builder = builder.setString(column, value.orElse(null));
    }

    void number(String column, int value) {
        builder = builder.setInt(column, value);
    }

    void number(String column, long value) {
        builder = builder.setLong(column, value);
    }

    void number(String column, Optional<Long> value) {
        value.ifPresent(number -> number(column, number));
    }

    void day(String column, LocalDate value) {
        builder = builder.setLocalDate(column, value);
    }

    void time(String column, Instant value) {
        builder = builder.setInstant(column, value);
    }

    /** As {@link #textOrNull}, for a time. */
    void timeOrNull(String column, Optional<Instant> value) {
        builder = builder.setInstant(column, value.orElse(null));
    }

    void texts(String column, Set<String> values) {
        if (!values.isEmpty()) {
            builder = builder.setSet(column, values, String.class);
        }
    }

    <V> void map(String column, Map<String, V> values, Class<V> type) {
        if (!values.isEmpty()) {
            builder = builder.setMap(column, values, String.class, type);
        }
    }

    void list(String column, List<UdtValue> values) {
        if (!values.isEmpty()) {
            builder = builder.setList(column, values, UdtValue.class);
        }
    }

    BoundStatement statement() {
        return builder.build();
    }
}
