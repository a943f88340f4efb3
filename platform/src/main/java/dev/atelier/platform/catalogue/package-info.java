/** Models as they are now, and the rules for their input. */
@NullMarked
package dev.atelier.platform.catalogue;

import org.jspecify.annotations.NullMarked;
