/** The tests that every provider must pass. */
@NullMarked
package dev.atelier.connectors.provider;

import org.jspecify.annotations.NullMarked;
