/** How services produce, consume and tail topics. */
@NullMarked
package dev.atelier.platform.kafka;

import org.jspecify.annotations.NullMarked;
