/** The commands of operators over what waits. */
@NullMarked
package dev.atelier.cli.line;

import org.jspecify.annotations.NullMarked;
