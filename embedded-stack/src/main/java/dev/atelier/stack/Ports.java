package dev.atelier.stack;

/**
 * Where each server listens on loopback. Zero asks for a free port, which the data folder then keeps across restarts.
 *
 * @param kafka     of the broker
 * @param registry  of the schema registry
 * @param s3        of the object store
 * @param cassandra of the native protocol
 */
public record Ports(int kafka, int registry, int s3, int cassandra) {
    public Ports {
        check("kafka", kafka);
        check("registry", registry);
        check("s3", s3);
        check("cassandra", cassandra);
    }

    /** Any free ports. */
    public static Ports free() {
        return new Ports(0, 0, 0, 0);
    }

    private static void check(String key, int port) {
        if (port < 0 || port > 65535) {
            throw new StackException("stack.ports.%s must be 0 to 65535, but was %d.".formatted(key, port));
        }
    }
}
