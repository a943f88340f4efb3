/** Tests of the service and its config. */
@NullMarked
package dev.atelier.connectors;

import org.jspecify.annotations.NullMarked;
