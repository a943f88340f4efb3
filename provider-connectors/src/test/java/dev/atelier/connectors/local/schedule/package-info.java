/** Tests of the schedulers. */
@NullMarked
package dev.atelier.connectors.local.schedule;

import org.jspecify.annotations.NullMarked;
