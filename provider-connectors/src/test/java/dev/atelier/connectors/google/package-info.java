@NullMarked
package dev.atelier.connectors.google;

import org.jspecify.annotations.NullMarked;
