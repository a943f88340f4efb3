/** Which trace a request and all that follows from it is of (W3C Trace Context). */
@NullMarked
package dev.atelier.platform.trace;

import org.jspecify.annotations.NullMarked;
