/**
 * What the adapters of HTTP APIs share: one call, one answer, and what each may conclude from the other. A sub-package of
 * {@code connectors} with a vendor's name holds what only that vendor needs.
 */
@NullMarked
package dev.atelier.connectors.vendor;

import org.jspecify.annotations.NullMarked;
