/** Commands that ask for generations and look at them. */
@NullMarked
package dev.atelier.cli.generation;

import org.jspecify.annotations.NullMarked;
