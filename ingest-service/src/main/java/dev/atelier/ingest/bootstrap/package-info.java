/** What must exist before the first request: a project, a model, an account and a key. */
@NullMarked
package dev.atelier.ingest.bootstrap;

import org.jspecify.annotations.NullMarked;
