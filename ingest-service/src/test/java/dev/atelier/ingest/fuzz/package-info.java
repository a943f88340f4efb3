/** Calls by chance, made from the description of the API: whatever is sent, the answer is as it is described. */
@NullMarked
package dev.atelier.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
