/** Stage two, by account: limits, order, leases, retries and the final word. */
@NullMarked
package dev.atelier.dispatch.scheduling;

import org.jspecify.annotations.NullMarked;
