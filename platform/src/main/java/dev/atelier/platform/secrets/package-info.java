/** The secret of an installation, and what is derived from it. */
@NullMarked
package dev.atelier.platform.secrets;

import org.jspecify.annotations.NullMarked;
