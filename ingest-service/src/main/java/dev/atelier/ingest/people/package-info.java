/** People who log in with an OpenID Connect provider, and what their tokens let them do. */
@NullMarked
package dev.atelier.ingest.people;

import org.jspecify.annotations.NullMarked;
