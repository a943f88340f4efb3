/** Replicate: models and deployments run as predictions, submitted once and asked for until they end. */
@NullMarked
package dev.atelier.connectors.replicate;

import org.jspecify.annotations.NullMarked;
