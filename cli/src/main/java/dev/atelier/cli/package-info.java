/** The {@code atelier} command: its entry point and what every subcommand shares. */
@NullMarked
package dev.atelier.cli;

import org.jspecify.annotations.NullMarked;
