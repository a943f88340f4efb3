/** The dialect of OpenAI's clients, under {@code /openai/v1}: pictures, words about pictures, models. */
@NullMarked
package dev.atelier.ingest.openai;

import org.jspecify.annotations.NullMarked;
