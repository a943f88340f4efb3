/** The memory of Atelier: stores what generations made and became, then announces it. */
@NullMarked
package dev.atelier.sink;

import org.jspecify.annotations.NullMarked;
