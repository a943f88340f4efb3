/** Files that clients bring: received whole or piece by piece, checked, kept for a time, and named by inputs. */
@NullMarked
package dev.atelier.ingest.uploads;

import org.jspecify.annotations.NullMarked;
