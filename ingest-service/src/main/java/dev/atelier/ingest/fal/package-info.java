/** The dialect of fal's clients: a proxy at {@code /fal/proxy}, or fal's hosts as folders below {@code /fal}. */
@NullMarked
package dev.atelier.ingest.fal;

import org.jspecify.annotations.NullMarked;
