/** Whose credentials a job runs with, and where they are valid. */
@NullMarked
package dev.atelier.connectors.account;

import org.jspecify.annotations.NullMarked;
