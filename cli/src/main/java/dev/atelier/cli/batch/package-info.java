/** The commands about batches: many generations as one. */
@NullMarked
package dev.atelier.cli.batch;

import org.jspecify.annotations.NullMarked;
