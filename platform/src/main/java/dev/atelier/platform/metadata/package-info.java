/** The metadata store: the tables that the sink writes and the edge reads. */
@NullMarked
package dev.atelier.platform.metadata;

import org.jspecify.annotations.NullMarked;
