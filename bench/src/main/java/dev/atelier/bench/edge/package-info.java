/** How fast the edge takes requests and tells of them: {@code bench/edge}. */
@NullMarked
package dev.atelier.bench.edge;

import org.jspecify.annotations.NullMarked;
