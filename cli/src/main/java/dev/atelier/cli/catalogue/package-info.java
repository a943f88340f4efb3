/** The commands that look at models and accounts, and define them. */
@NullMarked
package dev.atelier.cli.catalogue;

import org.jspecify.annotations.NullMarked;
