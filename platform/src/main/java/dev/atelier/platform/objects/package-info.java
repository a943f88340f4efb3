/** The object store: where artifacts, staged outputs and large inputs lie. */
@NullMarked
package dev.atelier.platform.objects;

import org.jspecify.annotations.NullMarked;
