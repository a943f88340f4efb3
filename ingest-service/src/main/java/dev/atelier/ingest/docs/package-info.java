/** The browser of the API's description, at {@code /api/docs}. */
@NullMarked
package dev.atelier.ingest.docs;

import org.jspecify.annotations.NullMarked;
