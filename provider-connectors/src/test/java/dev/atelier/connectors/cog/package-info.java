@NullMarked
package dev.atelier.connectors.cog;

import org.jspecify.annotations.NullMarked;
