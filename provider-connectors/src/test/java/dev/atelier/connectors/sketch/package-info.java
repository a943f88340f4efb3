/** Tests of the reference provider. */
@NullMarked
package dev.atelier.connectors.sketch;

import org.jspecify.annotations.NullMarked;
