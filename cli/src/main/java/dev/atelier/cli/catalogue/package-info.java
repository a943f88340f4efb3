/** The commands that look at models, accounts and projects, and define them. */
@NullMarked
package dev.atelier.cli.catalogue;

import org.jspecify.annotations.NullMarked;
