/** What could not be read or processed: looking at it, and putting it back once. */
@NullMarked
package dev.atelier.ingest.deadletters;

import org.jspecify.annotations.NullMarked;
