/** Stability AI's v2beta API: most of it answers with the picture, the slow part with an id to ask by. */
@NullMarked
package dev.atelier.connectors.stability;

import org.jspecify.annotations.NullMarked;
