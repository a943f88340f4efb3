/** Batches: many generations that are admitted little by little, counted, stopped and tried again as one. */
@NullMarked
package dev.atelier.dispatch.batch;

import org.jspecify.annotations.NullMarked;
