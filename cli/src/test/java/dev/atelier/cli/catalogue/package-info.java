@NullMarked
package dev.atelier.cli.catalogue;

import org.jspecify.annotations.NullMarked;
