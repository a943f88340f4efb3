package dev.atelier.dispatch.batch;

import dev.atelier.event.BatchItem;
import dev.atelier.event.BatchRequested;
import dev.atelier.event.GenerationRequested;
import dev.atelier.event.Lane;
import dev.atelier.event.OnLimit;
import dev.atelier.platform.catalogue.BatchInputs;
import dev.atelier.schemas.GenerationIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The generations that a batch makes of its items, and which is the next. */
final class Children {
    private static final String OF_A_GENERATION = "generation.";

    private final Uploads uploads;
    private final Failed failed;

    Children(Uploads uploads, Failed failed) {
        this.uploads = uploads;
        this.failed = failed;
    }

    static String id(BatchKey key, int round, int index) {
        return GenerationIds.deriveChild(key.project(), key.batchId(), round, index);
    }

    /** The index of the one that is to be admitted next; in a later round it is of those that failed in the one before. */
    OptionalInt next(BatchKey key, Batch batch) {
        int next = batch.progress().getNext();
        int round = batch.progress().getRound();
        return round == 0 ? OptionalInt.of(next) : failed.from(key, round - 1, next);
    }

    /** The request at {@code index}, asked for at {@code now}, because it is from its admission that its time counts. */
    GenerationRequested request(BatchRequested wanted, Batch batch, int index, Instant now) {
        var key = new BatchKey(wanted.getProject(), wanted.getBatchId());
        int round = batch.progress().getRound();
        BatchItem item = item(wanted, batch, index);
        return GenerationRequested.newBuilder()
                .setGenerationId(id(key, round, index))
                .setProject(wanted.getProject())
                .setModel(item.getModel().or(wanted::getModel).orElse(null))
                .setCapability(item.getCapability().or(wanted::getCapability).orElse(null))
                .setProvider(wanted.getProvider().orElse(null))
                .setInput(item.getInput())
                .setStyle(item.getStyle().or(wanted::getStyle).orElse(null))
                .setTags(tags(wanted, item))
                .setLane(Lane.BATCH)
                .setPriority(wanted.getPriority())
                .setDeadline(wanted.getDeadline().orElse(null))
                .setStartBy(wanted.getStartBy().orElse(null))
                .setMaxAttempts(wanted.getMaxAttempts().orElse(null))
                .setOnLimit(OnLimit.QUEUE)
                .setParentId(round == 0 ? item.getParentId().orElse(null) : id(key, round - 1, index))
                .setApiKeyId(wanted.getApiKeyId().orElse(null))
                .setWebhook(
                        events(wanted).isEmpty() ? null : wanted.getWebhook().orElse(null))
                .setWebhookEvents(events(wanted))
                .setBatchId(wanted.getBatchId())
                .setBatchIndex(index)
                .setPattern(item.getPattern().or(wanted::getPattern).orElse(null))
                .setTrace(wanted.getTrace().orElse(null))
                .setRequestedAt(now)
                .build();
    }

    /** What is asked at {@code index}, its input whole. */
    private BatchItem item(BatchRequested wanted, Batch batch, int index) {
        Optional<String> upload = wanted.getUploadId();
        if (upload.isEmpty()) {
            return BatchItem.newBuilder()
                    .setInput(BatchInputs.combination(wanted.getInput(), wanted.getMatrix(), index))
                    .build();
        }
        var key = new BatchKey(wanted.getProject(), wanted.getBatchId());
        BatchItem item = uploads.find(key, upload.get(), batch.progress().getParts(), index);
        return BatchItem.newBuilder(item)
                .setInput(BatchInputs.overlay(wanted.getInput(), item.getInput()))
                .build();
    }

    /** Those events that happen to a generation: of the others the batch itself is told. */
    private static List<String> events(BatchRequested wanted) {
        return wanted.getWebhookEvents().stream()
                .filter(event -> event.startsWith(OF_A_GENERATION))
                .toList();
    }

    private static List<String> tags(BatchRequested wanted, BatchItem item) {
        return Stream.of(wanted.getTags(), item.getTags(), List.of(BatchInputs.label(wanted.getBatchId())))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
