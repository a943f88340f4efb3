/** Puts a steady load on a running Atelier and prints where the time of a generation goes. */
@NullMarked
package dev.atelier.bench;

import org.jspecify.annotations.NullMarked;
