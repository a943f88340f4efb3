/** A program outside this project: what it needs of Atelier is the schemas jar alone. */
@NullMarked
package outside;

import org.jspecify.annotations.NullMarked;
