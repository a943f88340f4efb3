/** Reads settings from YAML and environment variables into records that check themselves. */
@NullMarked
package dev.atelier.platform.config;

import org.jspecify.annotations.NullMarked;
