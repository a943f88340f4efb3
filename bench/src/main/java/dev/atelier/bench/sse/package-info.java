/** Measures live events: thousands of clients on one instance of the edge, what they cost it, and how soon they hear. */
@NullMarked
package dev.atelier.bench.sse;

import org.jspecify.annotations.NullMarked;
