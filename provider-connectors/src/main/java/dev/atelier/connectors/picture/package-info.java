/** What providers that make pictures in this process share: reading a request, and pictures from and to files. */
@NullMarked
package dev.atelier.connectors.picture;

import org.jspecify.annotations.NullMarked;
