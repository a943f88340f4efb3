/** Defines models and accounts: what may be asked for, and where it runs. */
@NullMarked
package dev.atelier.ingest.catalogue;

import org.jspecify.annotations.NullMarked;
