@NullMarked
package dev.atelier.connectors.account;

import org.jspecify.annotations.NullMarked;
