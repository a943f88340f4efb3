/** Processes that are measured from outside. */
@NullMarked
package dev.atelier.bench.process;

import org.jspecify.annotations.NullMarked;
