/** {@code atelier dlq}: records that could not be read or processed. */
@NullMarked
package dev.atelier.cli.deadletters;

import org.jspecify.annotations.NullMarked;
