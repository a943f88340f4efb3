/** The paths of ImgGo: {@code /api/jobs}, {@code /api/webhooks} and {@code /api/_health}; answers lie in an envelope. */
@NullMarked
package dev.atelier.ingest.imggo;

import org.jspecify.annotations.NullMarked;
