/** Following what happens at the server. */
@NullMarked
package dev.atelier.cli.events;

import org.jspecify.annotations.NullMarked;
