package dev.atelier.bench.dispatch;

import java.util.Map;
import java.util.stream.IntStream;

/** What holds back those who are parked. */
enum Obstacle {
    /** One slot for all of them, which is taken. */
    ACCOUNT,
    /** Each project has one slot, which is taken. */
    PROJECTS;

    /** What the names of projects that park begin with. */
    static final String PARKED = "parked-";

    private static final String CROWDED = "crowded";

    void define(Market market, int projects) {
        market.account(CROWDED, this == ACCOUNT ? 1 : projects + 1);
        Map<String, Integer> slots = this == PROJECTS ? Map.of(Market.PROVIDER, 1) : Map.of();
        IntStream.range(0, projects).forEach(number -> market.project(PARKED + number, CROWDED, slots));
    }
}
