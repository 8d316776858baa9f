package io.gatehouse.cli.process;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Asks a person. */
public interface Prompt {
    /** Whether there is a person to ask. */
    boolean isPossible();

    /** What was typed, without showing it; null when the input ended. */
    char @Nullable [] secret(String question);

    /** What was typed, and could be seen; null when the input ended. */
    default @Nullable String answer(String question) {
        char[] typed = secret(question);
        return typed == null ? null : new String(typed);
    }

    /** The terminal that the process was started from. */
    @SuppressWarnings("SystemConsoleNull")
    static Prompt ofConsole() {
        Console console = System.console();
        return console != null && isTerminal(console) ? new OfConsole(console) : new None();
    }

    /** JDK 22 and newer give a console even when there is no terminal; {@code Console.isTerminal} then tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** Nobody to ask. */
    record None() implements Prompt {
        @Override
        public boolean isPossible() {
            return false;
        }

        @Override
        public char @Nullable [] secret(String question) {
            return null;
        }
    }

    /** A terminal. */
    record OfConsole(Console console) implements Prompt {
        @Override
        public boolean isPossible() {
            return true;
        }

        @Override
        public char @Nullable [] secret(String question) {
            return console.readPassword("%s", question);
        }

        @Override
        public @Nullable String answer(String question) {
            return console.readLine("%s", question);
        }
    }
}
