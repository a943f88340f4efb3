/** The tus protocol for resumable uploads, version 1.0.0, with its extensions (https://tus.io/protocols/resumable-upload). */
@NullMarked
package dev.atelier.ingest.tus;

import org.jspecify.annotations.NullMarked;
