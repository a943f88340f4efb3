/** Where somebody's money stands, and what it allows. Pure. */
@NullMarked
package dev.atelier.platform.budget;

import org.jspecify.annotations.NullMarked;
