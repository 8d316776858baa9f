package io.gatehouse.flame;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Native methods in which a thread does nothing but wait. */
final class Idleness {
    private static final Set<String> WAITING = Set.of(
            "jdk.internal.misc.Unsafe.park",
            "java.lang.Object.wait",
            "java.lang.Object.wait0",
            "java.lang.Thread.sleep",
            "java.lang.Thread.sleep0",
            "java.lang.Thread.sleepNanos0",
            "java.lang.ProcessHandleImpl.waitForProcessExit0",
            "java.lang.ref.Reference.waitForReferencePendingList",
            "sun.nio.ch.EPoll.wait",
            "sun.nio.ch.Net.accept",
            "sun.nio.ch.Net.poll",
            "sun.net.dns.ResolverConfigurationImpl.notifyAddrChange0");
    private static final Set<String> READING = Set.of(
            "sun.nio.ch.SocketDispatcher.read0",
            "sun.nio.ch.SocketDispatcher.readv0",
            "sun.nio.ch.UnixFileDispatcherImpl.read0",
            "sun.nio.ch.FileDispatcherImpl.read0",
            "java.io.FileInputStream.readBytes");

    private Idleness() {}

    /** Whether a thread that is in this method waits. */
    static boolean waits(String method) {
        return WAITING.contains(method);
    }

    /** Whether it reads, which may be work or mostly waiting. */
    static boolean reads(String method) {
        return READING.contains(method);
    }

    /** A regular expression of all these methods. */
    static String regex() {
        return Stream.concat(WAITING.stream(), READING.stream())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
