/** Files that inputs may name. */
@NullMarked
package dev.atelier.cli.uploads;

import org.jspecify.annotations.NullMarked;
