/** Tests of the worker runtime, with a provider that follows a script. */
@NullMarked
package dev.atelier.connectors.worker;

import org.jspecify.annotations.NullMarked;
