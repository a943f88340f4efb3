@NullMarked
package dev.atelier.connectors.bfl;

import org.jspecify.annotations.NullMarked;
