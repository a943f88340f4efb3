/** Black Forest Labs: FLUX models run as tasks, each in the region that took it. */
@NullMarked
package dev.atelier.connectors.bfl;

import org.jspecify.annotations.NullMarked;
