@NullMarked
package dev.atelier.connectors.openai;

import org.jspecify.annotations.NullMarked;
