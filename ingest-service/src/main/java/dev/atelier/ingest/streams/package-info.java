/** The use cases of watching: a generation, a batch or a project, from how it stands to its end, and on after a break. */
@NullMarked
package dev.atelier.ingest.streams;

import org.jspecify.annotations.NullMarked;
