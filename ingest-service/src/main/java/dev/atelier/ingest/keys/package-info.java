/** API keys: who a key belongs to, what it may do, and when it was used. */
@NullMarked
package dev.atelier.ingest.keys;

import org.jspecify.annotations.NullMarked;
