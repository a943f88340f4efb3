/** One real stack for all integration tests of a JVM: child processes, or containers. */
@NullMarked
package dev.atelier.stack.testing;

import org.jspecify.annotations.NullMarked;
