package dev.atelier.platform.extraction;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** How the branches of a {@code oneOf} are told apart. */
final class Branches {
    private Branches() {}

    /**
     * The properties that some of {@code branches} require and others do not, unless another property has a value of its own in
     * each: then nothing hangs on what is there.
     */
    static Set<String> telling(JsonNode branches) {
        Set<String> some = new LinkedHashSet<>();
        branches.forEach(branch -> branch.path("required").forEach(name -> some.add(name.asString())));
        if (some.stream().anyMatch(name -> isOwnToEach(branches, name))) {
            return Set.of();
        }
        some.removeIf(name -> branches.valueStream().allMatch(branch -> requires(branch, name)));
        return some;
    }

    private static boolean isOwnToEach(JsonNode branches, String name) {
        Set<JsonNode> values = new HashSet<>();
        return branches.valueStream()
                .allMatch(branch -> requires(branch, name)
                        && branch.path("properties").path(name).has("const")
                        && values.add(branch.path("properties").path(name).get("const")));
    }

    private static boolean requires(JsonNode branch, String name) {
        return branch.path("required")
                .valueStream()
                .anyMatch(required -> required.asString().equals(name));
    }
}
