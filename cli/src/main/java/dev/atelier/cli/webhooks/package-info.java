/** The commands that look at webhooks and what was posted to them, and define them. */
@NullMarked
package dev.atelier.cli.webhooks;

import org.jspecify.annotations.NullMarked;
