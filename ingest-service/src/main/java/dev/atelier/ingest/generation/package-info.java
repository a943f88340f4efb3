/** The use cases: submit, cancel, read, list and wait. They know no HTTP, so that each dialect maps onto the same ones. */
@NullMarked
package dev.atelier.ingest.generation;

import org.jspecify.annotations.NullMarked;
