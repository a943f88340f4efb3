/** Where providers call back about their jobs, and how it is known that it is they who call. */
@NullMarked
package dev.atelier.ingest.callbacks;

import org.jspecify.annotations.NullMarked;
