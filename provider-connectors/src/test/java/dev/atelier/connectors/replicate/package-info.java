@NullMarked
package dev.atelier.connectors.replicate;

import org.jspecify.annotations.NullMarked;
