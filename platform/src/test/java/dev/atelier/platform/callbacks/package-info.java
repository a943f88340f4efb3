@NullMarked
package dev.atelier.platform.callbacks;

import org.jspecify.annotations.NullMarked;
