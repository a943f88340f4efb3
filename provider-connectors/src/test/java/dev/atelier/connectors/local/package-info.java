/** Tests of the local worker, on the model that is shipped. */
@NullMarked
package dev.atelier.connectors.local;

import org.jspecify.annotations.NullMarked;
