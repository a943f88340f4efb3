/** Manifests, what was read off an image, in the formats that they are asked for. */
@NullMarked
package dev.atelier.ingest.manifest;

import org.jspecify.annotations.NullMarked;
