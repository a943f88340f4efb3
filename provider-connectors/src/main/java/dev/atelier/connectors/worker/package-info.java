/** The worker runtime: takes jobs from the log, has a provider run them, and reports what becomes of them. */
@NullMarked
package dev.atelier.connectors.worker;

import org.jspecify.annotations.NullMarked;
