package dev.atelier.dispatch.admission;

import dev.atelier.event.ModelDefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** The models, by {@code owner/name}, or by name alone where only one owner has it. */
final class ModelTable {
    private final TimestampedKeyValueStore<String, ModelDefined> store;

    ModelTable(TimestampedKeyValueStore<String, ModelDefined> store) {
        this.store = store;
    }

    Optional<ModelDefined> find(String name) {
        var exact = Optional.ofNullable(ValueAndTimestamp.getValueOrNull(store.get(name)));
        return exact.isPresent() || name.contains("/") ? exact : findByBareName(name);
    }

    private Optional<ModelDefined> findByBareName(String name) {
        List<ModelDefined> found = new ArrayList<>();
        try (var models = store.all()) {
            while (models.hasNext()) {
                var model = models.next();
                if (model.key.endsWith("/" + name)) {
                    found.add(model.value.value());
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
