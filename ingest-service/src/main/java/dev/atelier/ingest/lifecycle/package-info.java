/** What happens to generations and batches, in the words that clients are told it in. */
@NullMarked
package dev.atelier.ingest.lifecycle;

import org.jspecify.annotations.NullMarked;
