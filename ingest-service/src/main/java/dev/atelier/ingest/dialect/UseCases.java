package dev.atelier.ingest.dialect;

import dev.atelier.ingest.generation.Cancel;
import dev.atelier.ingest.generation.ListGenerations;
import dev.atelier.ingest.generation.ModelCatalogue;
import dev.atelier.ingest.generation.Read;
import dev.atelier.ingest.generation.Submit;
import dev.atelier.ingest.line.Queue;

/** What the dialects map onto: the same as the native API does. */
public record UseCases(
        Submit submit,
        Read read,
        Cancel cancel,
        Queue queue,
        ListGenerations list,
        ModelCatalogue models,
        Waiting waiting,
        Products products,
        Storage storage,
        Watching watching) {}
