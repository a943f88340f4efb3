/** Tests of how pictures are read and written. */
@NullMarked
package dev.atelier.connectors.picture;

import org.jspecify.annotations.NullMarked;
