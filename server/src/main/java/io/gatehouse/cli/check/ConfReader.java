package io.gatehouse.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads nats-server's configuration format into maps (keys in lower case where the server ignores their case), lists and
 * texts. Knows includes and variables, and takes every plain value for a text.
 */
final class ConfReader {
    private static final int MAX_DEPTH = 64;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final Map<String, String> environment;
    private int depth;

    ConfReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** @throws ConfException when it cannot be read */
    Map<String, Object> read(Path file) {
        Map<String, Object> top = new LinkedHashMap<>();
        into(top, file, List.of());
        return top;
    }

    private void into(Map<String, Object> map, Path file, List<Map<String, Object>> outer) {
        if (++depth > MAX_DEPTH) {
            throw new ConfException(file + ": nested too deeply");
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfException(file + ": is too large for a configuration");
            }
            ConfLexer lexer = new ConfLexer(Files.readString(file));
            members(map, lexer, file, outer);
            if (lexer.peek() != 0) {
                throw new ConfException("line " + lexer.line() + ": unexpected '" + lexer.peek() + "'");
            }
        } catch (IOException e) {
            throw new ConfException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (ConfException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith("line ") ? new ConfException(file + ": " + message) : e;
        }
        depth--;
    }

    /** Reads until the end of the map or the file. */
    private void members(Map<String, Object> map, ConfLexer lexer, Path file, List<Map<String, Object>> outer) {
        List<Map<String, Object>> scopes = new ArrayList<>(outer);
        scopes.add(map);
        while (lexer.peek() != 0 && lexer.peek() != '}') {
            String key = lexer.key();
            if (key.equals("include") && lexer.peek() != ':' && lexer.peek() != '=' && lexer.peek() != '{') {
                String included = lexer.peek() == '"' || lexer.peek() == '\'' ? lexer.quoted() : lexer.bare();
                into(map, file.resolveSibling(included), outer);
                continue;
            }
            if (!lexer.take(':')) {
                lexer.take('=');
            }
            map.put(key, value(lexer, file, scopes));
        }
    }

    private Object value(ConfLexer lexer, Path file, List<Map<String, Object>> scopes) {
        if (++depth > MAX_DEPTH) {
            throw new ConfException("line " + lexer.line() + ": nested too deeply");
        }
        try {
            char c = lexer.peek();
            if (lexer.take('{')) {
                Map<String, Object> map = new LinkedHashMap<>();
                members(map, lexer, file, scopes);
                end(lexer, '}');
                return map;
            }
            if (lexer.take('[')) {
                List<Object> list = new ArrayList<>();
                while (lexer.peek() != ']' && lexer.peek() != 0) {
                    list.add(value(lexer, file, scopes));
                }
                end(lexer, ']');
                return list;
            }
            if (c == '"' || c == '\'') {
                return lexer.quoted();
            }
            if (lexer.take('(')) {
                return lexer.block();
            }
            return variable(lexer.bare(), scopes, lexer.line());
        } finally {
            depth--;
        }
    }

    private static void end(ConfLexer lexer, char mark) {
        if (!lexer.take(mark)) {
            throw new ConfException("line " + lexer.line() + ": '" + mark + "' is missing");
        }
    }

    /** A word that begins with a dollar sign is a variable, unless it is a bcrypt hash. */
    private Object variable(String word, List<Map<String, Object>> scopes, int line) {
        if (!word.startsWith("$") || word.startsWith("$2")) {
            return word;
        }
        String name = word.substring(1);
        for (int i = scopes.size() - 1; i >= 0; i--) {
            Object value = scopes.get(i).get(name);
            if (value != null) {
                return value;
            }
        }
        String value = environment.get(name);
        if (value == null) {
            throw new ConfException("line " + line + ": the variable " + name + " is not set");
        }
        return value;
    }

    /** A value of a map, by any of its names; the server does not look at their case. */
    static @Nullable Object get(@Nullable Object map, String... names) {
        if (map instanceof Map<?, ?> entries) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                String key = String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
                if (List.of(names).contains(key)) {
                    return entry.getValue();
                }
            }
        }
        return null;
    }
}
