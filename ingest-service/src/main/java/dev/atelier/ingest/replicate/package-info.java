/** The dialect of Replicate's clients, under {@code /replicate/v1}: predictions, models and what else they look up. */
@NullMarked
package dev.atelier.ingest.replicate;

import org.jspecify.annotations.NullMarked;
