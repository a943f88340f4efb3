/** API keys: who a key belongs to. */
@NullMarked
package dev.atelier.ingest.keys;

import org.jspecify.annotations.NullMarked;
