package dev.atelier.stack.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.Arrays;

/**
 * The main class of every server process: {@code Guard <server main class> <arguments>}. Standard input is a pipe from the
 * stack that started the process; its end means "stop", said on a normal close and by the kernel when the stack was killed.
 */
public final class Guard {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Guard() {}

    public static void main(String[] args) throws Throwable {
        leaveTerminal();
        Thread.ofPlatform().daemon().name("guard").start(() -> exitAtEndOf(System.in));
        // The server's class is known only by the command line; the guard is compiled against none of them.
        var main = MethodHandles.publicLookup()
                .findStatic(Class.forName(args[0]), "main", MethodType.methodType(void.class, String[].class));
        main.invoke(Arrays.copyOfRange(args, 1, args.length));
    }

    /** A session of its own, so that Ctrl-C reaches the stack alone, which then stops its servers last. */
    @SuppressWarnings("restricted") // Native access is granted on the command line of each server.
    private static void leaveTerminal() throws Throwable {
        var linker = Linker.nativeLinker();
        var setsid = linker.defaultLookup().find("setsid");
        if (setsid.isPresent()) {
            var call = linker.downcallHandle(setsid.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT));
            var _ = (int) call.invokeExact();
        }
    }

    private static void exitAtEndOf(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // The parent never writes.
            }
        } catch (IOException e) {
            System.err.println("guard: lost the pipe to the stack: " + e);
        }
        Thread.ofPlatform().daemon().name("guard-halt").start(Guard::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
