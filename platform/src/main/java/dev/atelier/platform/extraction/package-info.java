/** What a model is asked to fill in, and whether it did: strict schemas for vendors, and the one judgement of an answer. */
@NullMarked
package dev.atelier.platform.extraction;

import org.jspecify.annotations.NullMarked;
