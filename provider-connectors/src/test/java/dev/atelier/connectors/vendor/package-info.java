/** What each adapter of a vendor's API promises, and the scripted vendor that it is held to. */
@NullMarked
package dev.atelier.connectors.vendor;

import org.jspecify.annotations.NullMarked;
