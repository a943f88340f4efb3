/** The contract between the worker runtime and whatever runs inference; a provider from another jar needs this alone. */
@NullMarked
package dev.atelier.connectors.provider;

import org.jspecify.annotations.NullMarked;
