/** Measures one connector alone: with many jobs that wait at a slow vendor, and with many pictures to carry. */
@NullMarked
package dev.atelier.bench.connectors;

import org.jspecify.annotations.NullMarked;
