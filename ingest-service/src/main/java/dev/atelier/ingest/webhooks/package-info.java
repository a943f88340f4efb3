/** Tells whoever asked for it what happens, by signed posts to their own URLs. */
@NullMarked
package dev.atelier.ingest.webhooks;

import org.jspecify.annotations.NullMarked;
