/** How noise is taken off a picture in steps: pure functions of a model's {@code scheduler_config.json}. */
@NullMarked
package dev.atelier.connectors.local.schedule;

import org.jspecify.annotations.NullMarked;
