/** What files are by their content: type, size, frames; without decoding any of it. */
@NullMarked
package dev.atelier.platform.media;

import org.jspecify.annotations.NullMarked;
