@NullMarked
package dev.atelier.connectors.ideogram;

import org.jspecify.annotations.NullMarked;
