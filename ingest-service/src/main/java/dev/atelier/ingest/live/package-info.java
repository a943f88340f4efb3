/** What this instance has seen on the log: ahead of the metadata store, and how waiting calls learn the final word. */
@NullMarked
package dev.atelier.ingest.live;

import org.jspecify.annotations.NullMarked;
