/** Commands that ask for generations, look at them and cancel them. */
@NullMarked
package dev.atelier.cli.generation;

import org.jspecify.annotations.NullMarked;
