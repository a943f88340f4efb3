/** Where providers call back about their jobs. */
@NullMarked
package dev.atelier.ingest.callbacks;

import org.jspecify.annotations.NullMarked;
