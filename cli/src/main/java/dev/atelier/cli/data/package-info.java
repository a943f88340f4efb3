/** The files of a data folder by which {@code up} and the other commands find each other. */
@NullMarked
package dev.atelier.cli.data;

import org.jspecify.annotations.NullMarked;
