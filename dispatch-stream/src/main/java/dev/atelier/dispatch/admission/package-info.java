/** Stage one, by project: each generation once, valid, tagged and routed. */
@NullMarked
package dev.atelier.dispatch.admission;

import org.jspecify.annotations.NullMarked;
