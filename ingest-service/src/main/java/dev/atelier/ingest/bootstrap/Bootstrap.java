package dev.atelier.ingest.bootstrap;

import static java.util.Objects.requireNonNull;

import dev.atelier.event.AccountDefined;
import dev.atelier.event.ApiKeyDefined;
import dev.atelier.event.KeyScope;
import dev.atelier.event.ModelDefined;
import dev.atelier.event.ProjectDefined;
import dev.atelier.event.StyleDefined;
import dev.atelier.ingest.keys.ApiKeys;
import dev.atelier.platform.catalogue.Definitions;
import dev.atelier.platform.config.Secret;
import dev.atelier.platform.kafka.EventProducer;
import dev.atelier.platform.kafka.TableView;
import dev.atelier.schemas.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defines what a first request needs, whichever of it is missing. What exists is left as the operator has it. Two
 * instances may do so at once: they write the same.
 */
public final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final String PROJECT = "default";
    private static final int SHOWN = 4;
    private static final int ID_DIGITS = 16;

    private final Topics topics;
    private final EventProducer producer;
    private final InstantSource clock;
    private final List<CompletableFuture<?>> sent = new ArrayList<>();

    /** What exists, read to the end of the log. */
    public record Known(
            TableView<ProjectDefined> projects,
            TableView<ModelDefined> models,
            TableView<StyleDefined> styles,
            TableView<AccountDefined> accounts,
            ApiKeys keys) {}

    public Bootstrap(Topics topics, EventProducer producer, InstantSource clock) {
        this.topics = requireNonNull(topics);
        this.producer = requireNonNull(producer);
        this.clock = requireNonNull(clock);
    }

    /** Defines what is missing in {@code known}, the models of {@code vendors} too, and waits until that is safe on the log. */
    public void run(Known known, Definitions vendors, Optional<Secret> firstKey) {
        var wanted = FirstDefinitions.read();
        var catalogue = wanted.catalogue().and(vendors);
        // Accounts before models before the project: whoever reads a name finds what it names.
        catalogue.accounts().stream()
                .filter(account -> known.accounts().get(account.getAccount()).isEmpty())
                .forEach(account -> sent.add(producer.send(topics.accounts(), account.getAccount(), account)));
        catalogue.models().stream()
                .filter(model -> known.models().get(model.getModel()).isEmpty())
                .forEach(model -> sent.add(producer.send(topics.models(), model.getModel(), model)));
        wanted.styles().stream()
                .filter(style -> known.styles().get(style.getStyle()).isEmpty())
                .forEach(style -> sent.add(producer.send(topics.styles(), style.getStyle(), style)));
        wanted.projects().stream()
                .filter(project -> known.projects().get(project.getProject()).isEmpty())
                .forEach(project -> sent.add(producer.send(topics.projects(), project.getProject(), project)));
        firstKey.map(this::key)
                // Rotated or revoked it is there under its id, and its first secret is to stay worthless.
                .filter(key -> !known.keys().isKnown(key.getSha256())
                        && known.keys().get(key.getKeyId()).isEmpty())
                .ifPresent(key -> sent.add(producer.send(topics.apiKeys(), key.getKeyId(), key)));
        CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).join();
        LOG.atInfo().addKeyValue("definitions", sent.size()).log("What was missing is defined");
    }

    /** Its id comes from its hash, so that two instances define one key. */
    private ApiKeyDefined key(Secret secret) {
        String key = secret.value();
        String hash = ApiKeys.hash(key);
        return ApiKeyDefined.newBuilder()
                .setKeyId("key_" + hash.substring(0, ID_DIGITS))
                .setSha256(hash)
                .setLastFour(key.substring(key.length() - SHOWN))
                .setProject(PROJECT)
                .setCreatedAt(clock.instant())
                // Somebody has to make the others.
                .setAdmin(true)
                .setScopes(List.of(KeyScope.ADMIN))
                .setName("first key")
                .build();
    }
}
