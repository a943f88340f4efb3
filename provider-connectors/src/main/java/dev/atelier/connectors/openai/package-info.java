/** OpenAI's images and chat completions, and whoever else serves the same API: answered in the call itself. */
@NullMarked
package dev.atelier.connectors.openai;

import org.jspecify.annotations.NullMarked;
