@NullMarked
package dev.atelier.connectors.fal;

import org.jspecify.annotations.NullMarked;
