/** What tests of the edge share: the edge on real servers, a client, and a stand-in for the rest of the pipeline. */
@NullMarked
package dev.atelier.ingest.testing;

import org.jspecify.annotations.NullMarked;
