/** What an operator asks: health, readiness and the API's own description. */
@NullMarked
package dev.atelier.ingest.operations;

import org.jspecify.annotations.NullMarked;
