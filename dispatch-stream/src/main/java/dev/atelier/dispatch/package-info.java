/** The dispatch stream: its topology, its config and its start. */
@NullMarked
package dev.atelier.dispatch;

import org.jspecify.annotations.NullMarked;
