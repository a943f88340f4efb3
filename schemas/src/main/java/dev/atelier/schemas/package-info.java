/** The catalogue of topics, the serdes that read and write them, and the ids of generations. */
@NullMarked
package dev.atelier.schemas;

import org.jspecify.annotations.NullMarked;
