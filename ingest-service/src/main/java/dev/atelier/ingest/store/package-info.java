/** What is known of a generation, and the rows of the metadata store that say so. */
@NullMarked
package dev.atelier.ingest.store;

import org.jspecify.annotations.NullMarked;
