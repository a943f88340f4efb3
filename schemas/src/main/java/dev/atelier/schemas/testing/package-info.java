/** What a test of a producer or consumer needs to do without a registry. */
@NullMarked
package dev.atelier.schemas.testing;

import org.jspecify.annotations.NullMarked;
