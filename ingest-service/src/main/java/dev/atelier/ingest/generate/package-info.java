/** One call, one picture: {@code POST /generate}, as the image-generation worker had it. */
@NullMarked
package dev.atelier.ingest.generate;

import org.jspecify.annotations.NullMarked;
