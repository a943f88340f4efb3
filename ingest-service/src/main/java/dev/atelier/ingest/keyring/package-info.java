/** Makes, rotates and revokes API keys: who may give whom which rights. */
@NullMarked
package dev.atelier.ingest.keyring;

import org.jspecify.annotations.NullMarked;
