/** The connectors service: runs the jobs of each provider that it is configured for. */
@NullMarked
package dev.atelier.connectors;

import org.jspecify.annotations.NullMarked;
