/** The commands that look at providers. */
@NullMarked
package dev.atelier.cli.providers;

import org.jspecify.annotations.NullMarked;
