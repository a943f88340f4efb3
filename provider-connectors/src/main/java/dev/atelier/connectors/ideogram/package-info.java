/** Ideogram 3.0: forms that are answered with what was made. */
@NullMarked
package dev.atelier.connectors.ideogram;

import org.jspecify.annotations.NullMarked;
