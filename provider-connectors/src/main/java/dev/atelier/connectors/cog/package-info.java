/** Containers that Cog built: one model behind HTTP, on a host of one's own. */
@NullMarked
package dev.atelier.connectors.cog;

import org.jspecify.annotations.NullMarked;
