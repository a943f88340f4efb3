package org.apache.cassandra.security;

/**
 * Replaces Cassandra's sandbox for user-defined functions, which cannot load since JDK 24 has no security manager.
 * User-defined functions are off in the embedded stack, so there is nothing to confine.
 */
public final class ThreadAwareSecurityManager {
    private ThreadAwareSecurityManager() {}

    /** Called by Cassandra as it starts. */
    public static void install() {}

    /** Called by Cassandra where a user-defined function might be on the stack; none ever is. */
    public static boolean isSecuredThread() {
        return false;
    }
}
