/** Artifacts as files: ranges, validators and media types. */
@NullMarked
package dev.atelier.ingest.files;

import org.jspecify.annotations.NullMarked;
