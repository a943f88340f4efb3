/** How often callers may ask, and how often strangers may guess. */
@NullMarked
package dev.atelier.ingest.limits;

import org.jspecify.annotations.NullMarked;
