/** What runs inside each server process, beside the server: it ends the process when the stack that started it is gone. */
@NullMarked
package dev.atelier.stack.guard;

import org.jspecify.annotations.NullMarked;
