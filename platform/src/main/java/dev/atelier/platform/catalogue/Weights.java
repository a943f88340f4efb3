package dev.atelier.platform.catalogue;

import dev.atelier.event.ModelTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Shares work out by weight: among neighbours with a weight each comes first as often as its weight says, and so on among the
 * rest of them. Drawn without replacement by the keys {@code u^(1/w)} of Efraimidis and Spirakis (2006). The same generation
 * always draws the same order, so that a replayed decision is the same decision. Pure.
 */
final class Weights {
    private Weights() {}

    static List<ModelTarget> draw(List<ModelTarget> targets, String generationId) {
        if (targets.stream().noneMatch(target -> target.getWeight().isPresent())) {
            return targets;
        }
        UUID id = UUID.fromString(generationId);
        var random = new SplittableRandom(id.getMostSignificantBits() ^ id.getLeastSignificantBits());
        List<ModelTarget> drawn = new ArrayList<>(targets.size());
        List<Ticket> neighbours = new ArrayList<>();
        for (ModelTarget target : targets) {
            if (target.getWeight().isPresent()) {
                neighbours.add(Ticket.of(target, random));
            } else {
                settle(neighbours, drawn);
                drawn.add(target);
            }
        }
        settle(neighbours, drawn);
        return drawn;
    }

    private static void settle(List<Ticket> neighbours, List<ModelTarget> drawn) {
        neighbours.sort(Comparator.comparingDouble(Ticket::key).reversed());
        neighbours.forEach(ticket -> drawn.add(ticket.target()));
        neighbours.clear();
    }

    /** {@code key} is the logarithm of the paper's, which orders alike. */
    private record Ticket(ModelTarget target, double key) {
        static Ticket of(ModelTarget target, SplittableRandom random) {
            double chance = Math.log(1 - random.nextDouble());
            int weight = target.getWeight().orElse(0);
            return new Ticket(target, weight > 0 ? chance / weight : Double.NEGATIVE_INFINITY);
        }
    }
}
