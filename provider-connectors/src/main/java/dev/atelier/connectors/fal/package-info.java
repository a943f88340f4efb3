/** fal's queue: a request is put in line once and asked for until it ends. */
@NullMarked
package dev.atelier.connectors.fal;

import org.jspecify.annotations.NullMarked;
