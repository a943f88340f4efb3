/** How a provider calls back, so that nobody else can. */
@NullMarked
package dev.atelier.platform.callbacks;

import org.jspecify.annotations.NullMarked;
