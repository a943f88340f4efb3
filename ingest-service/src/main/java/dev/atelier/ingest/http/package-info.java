/** The HTTP server: routes, who is asking, request ids, errors, and the document that describes it all. */
@NullMarked
package dev.atelier.ingest.http;

import org.jspecify.annotations.NullMarked;
