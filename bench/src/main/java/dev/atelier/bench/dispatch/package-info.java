/** Measures the dispatch stream alone: how soon, how many, and how much that waits for its turn costs. */
@NullMarked
package dev.atelier.bench.dispatch;

import org.jspecify.annotations.NullMarked;
