/** {@code bench/manifests}: how many pictures a minute become manifests, through all services. */
@NullMarked
package dev.atelier.bench.manifests;

import org.jspecify.annotations.NullMarked;
