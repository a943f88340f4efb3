/** Waiting for what goes on at the server, and showing how far it is. */
@NullMarked
package dev.atelier.cli.watch;

import org.jspecify.annotations.NullMarked;
