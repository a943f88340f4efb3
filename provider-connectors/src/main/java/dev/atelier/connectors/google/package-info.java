/** Google's Gemini API: models that make pictures, or words about them, in the answer to one call. */
@NullMarked
package dev.atelier.connectors.google;

import org.jspecify.annotations.NullMarked;
