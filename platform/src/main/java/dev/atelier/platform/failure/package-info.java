/** Why a generation does not succeed, and what each reason asks of the caller. */
@NullMarked
package dev.atelier.platform.failure;

import org.jspecify.annotations.NullMarked;
