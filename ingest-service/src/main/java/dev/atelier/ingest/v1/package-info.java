/** The native dialect: the paths under /v1 and the resource they speak of. */
@NullMarked
package dev.atelier.ingest.v1;

import org.jspecify.annotations.NullMarked;
