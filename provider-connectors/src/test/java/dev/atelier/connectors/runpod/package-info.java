@NullMarked
package dev.atelier.connectors.runpod;

import org.jspecify.annotations.NullMarked;
