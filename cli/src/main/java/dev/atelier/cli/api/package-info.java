/** The HTTP API of a running Atelier, as its command line uses it. */
@NullMarked
package dev.atelier.cli.api;

import org.jspecify.annotations.NullMarked;
