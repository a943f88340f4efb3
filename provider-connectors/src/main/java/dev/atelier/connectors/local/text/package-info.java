/** Turns a prompt into the numbers that a CLIP text encoder reads. */
@NullMarked
package dev.atelier.connectors.local.text;

import org.jspecify.annotations.NullMarked;
