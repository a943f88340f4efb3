/** The one JSON mapper and the one way to read a JSON object. */
@NullMarked
package dev.atelier.platform.json;

import org.jspecify.annotations.NullMarked;
