package dev.atelier.dispatch.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was used last, so many at most: reading it anew would cost more than keeping it. For one thread. */
final class Recent<V> {
    private static final float LOAD = 0.75f;

    private final LinkedHashMap<String, V> values;

    Recent(int most) {
        values = new LinkedHashMap<>(most, LOAD, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable
    V get(String key) {
        return values.get(key);
    }

    void put(String key, V value) {
        values.put(key, value);
    }

    void remove(String key) {
        values.remove(key);
    }
}
