/** How the providers do: who works there, what waits, what fails; and whether credentials are good. */
@NullMarked
package dev.atelier.ingest.providers;

import org.jspecify.annotations.NullMarked;
