package io.gatehouse.cli.check.conf;

import io.gatehouse.files.FileErrors;
import io.gatehouse.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads nats-server's configuration as nats-server does, with its includes and variables. */
final class ConfReader {
    private static final int MAX_INCLUDES = 64;
    private static final int MAX_FILES = 1000;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final Map<String, String> environment;
    private final @Nullable Path within;
    private final Set<ConfValue> variables = Collections.newSetFromMap(new IdentityHashMap<>());
    private int depth;
    private int files;

    ConfReader(Map<String, String> environment) {
        this(environment, null);
    }

    /** @param within the folder that no include may lead out of; null when it may lead anywhere, as with nats-server */
    ConfReader(Map<String, String> environment, @Nullable Path within) {
        this.environment = environment;
        this.within = within;
    }

    /** @throws ConfException when nats-server could not read it either */
    ConfValue read(Path file) {
        return new ConfValue(entries(file), file.toString());
    }

    /** Whether a value was referred to as a variable: nats-server takes any name for such a key. */
    boolean isVariable(ConfValue value) {
        return variables.contains(value);
    }

    Map<String, ConfValue> entries(Path file) {
        if (++depth > MAX_INCLUDES || ++files > MAX_FILES) {
            throw new ConfException(file + ": includes itself, or is nested too deeply");
        }
        try {
            verifyPlace(file);
            return new ConfParser(this, new ConfLexer(text(file)), file).parse();
        } catch (ConfException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("line ") ? new ConfException(file + ": " + message) : e;
        } finally {
            depth--;
        }
    }

    private void verifyPlace(Path file) {
        try {
            if (within != null && !file.toRealPath().startsWith(within.toRealPath())) {
                throw new ConfException(file + ": is included from outside of the folder " + within
                        + ", and is not read: copy all files of the configuration into one folder");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ConfException unreadable(Path file, IOException e) {
        return new ConfException(file + ": cannot be read: " + FileErrors.words(e));
    }

    private static String text(Path file) {
        try {
            RegularFile.verify(file);
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfException(file + ": is too large for a configuration");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    void referredTo(ConfValue value) {
        variables.add(value);
    }

    /**
     * The value of an environment variable, read as the server does: as if its text were in the file.
     *
     * @throws ConfException when it is not set, or is not a value
     */
    Object environment(String name, Set<String> open, ConfToken reference, Path file) {
        String text = environment.get(name);
        if (text == null || !open.add(name)) {
            throw new ConfException("line " + reference.line() + ": the variable " + name
                    + (text == null ? " is not set" : " refers to itself"));
        }
        try {
            Map<String, ConfValue> entries =
                    new LinkedHashMap<>(new ConfParser(this, new ConfLexer("pk=" + text), file, open).parse());
            ConfValue value = entries.get("pk");
            if (value == null) {
                throw new ConfException("line 1: it is not a value");
            }
            return value.value();
        } catch (ConfException e) {
            throw new ConfException("line " + reference.line() + ": the environment variable " + name
                    + " holds no value that nats-server can read: quote it there");
        } finally {
            open.remove(name);
        }
    }
}
