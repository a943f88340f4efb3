/** Tests of the tokenizer. */
@NullMarked
package dev.atelier.connectors.local.text;

import org.jspecify.annotations.NullMarked;
