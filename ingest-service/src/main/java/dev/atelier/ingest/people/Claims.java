package dev.atelier.ingest.people;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token that is good says.
 *
 * @param values the claims by name, as JSON has them: text, numbers, lists and maps
 */
record Claims(Map<String, Object> values) {
    /**
     * The words of the claim at {@code path}, whose dots lead into objects, unless a claim has the whole path as its name: the
     * texts of a list, or those of one text that spaces divide. None where there is no such claim.
     */
    Set<String> words(String path) {
        Set<String> words = new LinkedHashSet<>();
        switch (find(path)) {
            case String text -> words.addAll(Arrays.asList(text.strip().split(" +", -1)));
            case Collection<?> list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .forEach(words::add);
            case null, default -> {}
        }
        words.remove("");
        return words;
    }

    private @Nullable Object find(String path) {
        if (values.containsKey(path)) {
            return values.get(path);
        }
        Object found = values;
        for (String name : path.split("\\.", -1)) {
            found = found instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return found;
    }
}
