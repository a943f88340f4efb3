/** What happens to generations and batches, handed from the log to everybody who watches, without a consumer for each. */
@NullMarked
package dev.atelier.ingest.feed;

import org.jspecify.annotations.NullMarked;
