@NullMarked
package dev.atelier.cli.webhooks;

import org.jspecify.annotations.NullMarked;
