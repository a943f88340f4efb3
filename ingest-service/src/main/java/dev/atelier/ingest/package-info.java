/** The edge: takes requests in over HTTP, answers for what became of them, and starts all of that. */
@NullMarked
package dev.atelier.ingest;

import org.jspecify.annotations.NullMarked;
