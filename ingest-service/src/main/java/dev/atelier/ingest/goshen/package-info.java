/** The paths of Goshen: {@code /api/v1} and {@code /api/admin}, over the use cases that the native API has. */
@NullMarked
package dev.atelier.ingest.goshen;

import org.jspecify.annotations.NullMarked;
