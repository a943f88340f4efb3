/** Names of content. */
@NullMarked
package dev.atelier.platform.hash;

import org.jspecify.annotations.NullMarked;
