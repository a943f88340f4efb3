/** Patterns: what is to be read off pictures, in numbered versions that nobody changes any more. */
@NullMarked
package dev.atelier.ingest.pattern;

import org.jspecify.annotations.NullMarked;
