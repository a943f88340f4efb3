@NullMarked
package dev.atelier.ingest.callbacks;

import org.jspecify.annotations.NullMarked;
