@NullMarked
package dev.atelier.platform.http;

import org.jspecify.annotations.NullMarked;
