package io.gatehouse.flame;

import java.util.regex.Pattern;

/**
 * A box of a flame graph: a method, the kind of thread that a stack belongs to, or a type of which objects were made.
 *
 * @param name a method with its class's full name, or another label
 */
record StackFrame(CodeOrigin origin, String name) {
    private static final Pattern NUMBERED = Pattern.compile("(\\$\\$Lambda|LambdaForm\\$\\w+)[./$+0-9a-fA-Fx]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern PACKAGE = Pattern.compile("\\b([a-z])[a-z0-9_]*\\.(?=\\w)");
    private static final String HOUSE = "io.gatehouse.";

    /** A method; what the JVM numbers at run time loses its number, so that equal code is one box. */
    static StackFrame method(String className, String method) {
        return new StackFrame(
                CodeOrigin.of(className), NUMBERED.matcher(className).replaceAll("$1") + "." + method);
    }

    /** Threads whose names differ in numbers only are one. */
    static StackFrame thread(String name) {
        return new StackFrame(CodeOrigin.THREAD, NUMBER.matcher(name).replaceAll("n"));
    }

    /** Any number of Reactor's operators, each of which would be several boxes that say nothing. */
    static StackFrame reactor() {
        return new StackFrame(CodeOrigin.REACTOR, "Reactor");
    }

    /** A type, by the name that the recording gives it, as {@code [B} for an array of bytes. */
    static StackFrame type(String name) {
        return new StackFrame(CodeOrigin.TYPE, TypeNames.readable(name));
    }

    /** The name with packages cut to their first letters, and ours to the origin. */
    String shortName() {
        if (origin == CodeOrigin.THREAD) {
            return name;
        }
        String inside = name.startsWith(HOUSE) ? name.substring(HOUSE.length()) : name;
        return inside.length() < name.length()
                ? inside
                : PACKAGE.matcher(inside).replaceAll("$1.");
    }

    /** Class and method alone, or the type. */
    String shortestName() {
        if (origin == CodeOrigin.THREAD) {
            return name;
        }
        int last = name.lastIndexOf('.');
        return name.substring((origin == CodeOrigin.TYPE ? last : name.lastIndexOf('.', last - 1)) + 1);
    }
}
