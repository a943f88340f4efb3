@NullMarked
package dev.atelier.connectors.stability;

import org.jspecify.annotations.NullMarked;
