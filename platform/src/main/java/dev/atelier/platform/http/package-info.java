/** The one way out: every request to an address that somebody else named goes through here. */
@NullMarked
package dev.atelier.platform.http;

import org.jspecify.annotations.NullMarked;
