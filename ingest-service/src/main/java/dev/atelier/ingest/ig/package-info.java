/** The paths of ig: {@code /rpc/generations}, over the use cases that the native API has. */
@NullMarked
package dev.atelier.ingest.ig;

import org.jspecify.annotations.NullMarked;
