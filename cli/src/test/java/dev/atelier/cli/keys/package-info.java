@NullMarked
package dev.atelier.cli.keys;

import org.jspecify.annotations.NullMarked;
