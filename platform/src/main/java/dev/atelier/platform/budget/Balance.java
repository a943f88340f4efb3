package dev.atelier.platform.budget;

import dev.atelier.event.BalanceState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/**
 * Where somebody's money stands at one moment, in millionths, and how many of a project's generations are counted as open. What is reserved counts for today and this month as long as
 * it is; what is spent counts for the day and the month in which it is settled. Days are those of UTC. Immutable.
 */
public record Balance(long reserved, long spent, LocalDate day, long spentThatDay, long spentThatMonth, int open) {
    /** Of somebody who has not spent anything. */
    public static final Balance ZERO = new Balance(0, 0, LocalDate.EPOCH, 0, 0, 0);

    /** As {@link #state} wrote it. */
    public static Balance of(BalanceState state) {
        return new Balance(
                state.getReservedMicros(),
                state.getSpentMicros(),
                LocalDate.ofEpochDay(state.getDay()),
                state.getDaySpentMicros(),
                state.getMonthSpentMicros(),
                state.getOpen());
    }

    /** As dispatch keeps it. */
    public BalanceState state() {
        return new BalanceState(
                reserved, spent, Math.toIntExact(day.toEpochDay()), spentThatDay, month(day), spentThatMonth, open);
    }

    /** As it stands at {@code now}: a new day, or month, begins with nothing spent. A clock that steps back begins none. */
    public Balance at(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.isAfter(day)) {
            return this;
        }
        return new Balance(reserved, spent, today, 0, month(today) == month(day) ? spentThatMonth : 0, open);
    }

    /** With that much more reserved and spent, or less. */
    public Balance plus(long reservedMicros, long spentMicros) {
        return new Balance(
                reserved + reservedMicros,
                spent + spentMicros,
                day,
                spentThatDay + spentMicros,
                spentThatMonth + spentMicros,
                open);
    }

    /** With that many more open, or fewer. */
    public Balance opened(int more) {
        return new Balance(reserved, spent, day, spentThatDay, spentThatMonth, open + more);
    }

    private static int month(LocalDate date) {
        return Math.toIntExact(date.getLong(ChronoField.PROLEPTIC_MONTH));
    }
}
