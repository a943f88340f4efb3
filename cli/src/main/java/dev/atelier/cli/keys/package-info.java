/** The commands that make, rotate and revoke API keys. */
@NullMarked
package dev.atelier.cli.keys;

import org.jspecify.annotations.NullMarked;
