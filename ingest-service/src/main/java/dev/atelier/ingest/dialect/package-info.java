/** What the dialects share: each maps the words of one official client onto the same use cases. */
@NullMarked
package dev.atelier.ingest.dialect;

import org.jspecify.annotations.NullMarked;
