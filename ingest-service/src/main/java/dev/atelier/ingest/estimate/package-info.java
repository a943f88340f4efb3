/** What a generation would cost, and whether it would be let in, before anybody asks for it. */
@NullMarked
package dev.atelier.ingest.estimate;

import org.jspecify.annotations.NullMarked;
