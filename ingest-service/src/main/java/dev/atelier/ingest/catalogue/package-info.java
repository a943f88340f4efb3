/** Defines models, accounts and projects: what may be asked for, where it runs, and for whom. */
@NullMarked
package dev.atelier.ingest.catalogue;

import org.jspecify.annotations.NullMarked;
