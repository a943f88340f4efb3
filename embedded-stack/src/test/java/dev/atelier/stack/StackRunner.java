package dev.atelier.stack;

import java.nio.file.Path;

/** A process of its own that holds a stack with {@link Belongings} in it until it is killed. */
final class StackRunner {
    static final String UP = "up";

    private StackRunner() {}

    public static void main(String[] args) throws Exception {
        Progress terminal = System.out::println;
        try (var stack = EmbeddedStack.start(StackConfig.of(Path.of(args[0]), Path.of(args[1])), terminal)) {
            new Belongings(stack.endpoints()).leave();
            System.out.println(UP);
            while (System.in.read() >= 0) {
                // Whoever holds the other end never writes.
            }
        }
    }
}
