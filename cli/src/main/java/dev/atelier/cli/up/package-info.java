/** Commands that start and stop a whole Atelier on this machine. */
@NullMarked
package dev.atelier.cli.up;

import org.jspecify.annotations.NullMarked;
