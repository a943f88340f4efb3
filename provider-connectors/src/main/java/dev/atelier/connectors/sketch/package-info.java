/** The reference provider: a deterministic painter and a deterministic sampler of JSON Schemas. */
@NullMarked
package dev.atelier.connectors.sketch;

import org.jspecify.annotations.NullMarked;
