/** Easel paints what it is told: a queue that is asked until the painting is done. */
@NullMarked
package org.example.easel;

import org.jspecify.annotations.NullMarked;
