/** Views of topics that several parts of the edge use. */
@NullMarked
package dev.atelier.ingest.views;

import org.jspecify.annotations.NullMarked;
