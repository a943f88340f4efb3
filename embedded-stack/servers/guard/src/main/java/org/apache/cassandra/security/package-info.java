/** Stands in front of Cassandra's own package of this name on the class path of its process. */
@NullMarked
package org.apache.cassandra.security;

import org.jspecify.annotations.NullMarked;
