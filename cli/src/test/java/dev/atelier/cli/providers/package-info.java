@NullMarked
package dev.atelier.cli.providers;

import org.jspecify.annotations.NullMarked;
