/** Easel, tested against scripted answers. */
@NullMarked
package org.example.easel;

import org.jspecify.annotations.NullMarked;
