/** What waits: operators' controls over it. */
@NullMarked
package dev.atelier.ingest.line;

import org.jspecify.annotations.NullMarked;
