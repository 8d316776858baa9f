package io.gatehouse.cli.check.conf;

import io.gatehouse.cli.check.conf.ConfToken.Kind;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes values of the tokens of one configuration file. */
final class ConfParser {
    private static final int MAX_DEPTH = 10_000;
    private static final Pattern WHOLE = Pattern.compile("(-?[0-9]+)([A-Za-z]*)");
    private static final Pattern BCRYPT = Pattern.compile("2[abxy]?\\$.*");

    /** The one kind of bcrypt hash that nats-server takes without quotes. */
    private static final String UNQUOTED_HASH = "2a$";

    private final ConfReader reader;
    private final ConfLexer lexer;
    private final Path file;
    private final Set<String> open;
    private final Map<String, ConfValue> top = new LinkedHashMap<>();
    private final Deque<Object> contexts = new ArrayDeque<>();
    private final Deque<Key> keys = new ArrayDeque<>();

    private record Key(String name, int line) {}

    ConfParser(ConfReader reader, ConfLexer lexer, Path file) {
        this(reader, lexer, file, new HashSet<>());
    }

    /** @param open the environment variables that are being read */
    ConfParser(ConfReader reader, ConfLexer lexer, Path file, Set<String> open) {
        this.reader = reader;
        this.lexer = lexer;
        this.file = file;
        this.open = open;
    }

    /** @throws ConfException when nats-server could not read it either */
    Map<String, ConfValue> parse() {
        contexts.push(top);
        ConfToken before = null;
        for (ConfToken token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
            take(token);
            before = token;
        }
        if (before != null && before.kind() == Kind.KEY && !before.text().equals("}")) {
            throw new ConfException("line " + before.line() + ": the last key has no value");
        }
        return top;
    }

    private void take(ConfToken token) {
        switch (token.kind()) {
            case KEY -> keys.push(new Key(token.text(), token.line()));
            case MAP_START -> open(new LinkedHashMap<String, ConfValue>(), token);
            case ARRAY_START -> open(new ArrayList<ConfValue>(), token);
            case MAP_END, ARRAY_END -> set(contexts.pop(), token);
            case INCLUDE -> include(token);
            case VARIABLE -> set(variable(token), token);
            case COMMENT, END -> {}
            default -> {
                Object value = plain(token);
                if (value != null) {
                    set(value, token);
                }
            }
        }
    }

    private void open(Object context, ConfToken token) {
        if (contexts.size() >= MAX_DEPTH) {
            throw new ConfException("line " + token.line() + ": nested too deeply");
        }
        contexts.push(context);
    }

    @SuppressWarnings("unchecked")
    private void set(Object value, ConfToken token) {
        Object context = contexts.getFirst();
        if (context instanceof List<?> list) {
            ((List<ConfValue>) list).add(new ConfValue(value, place(token.line())));
        } else {
            Key key = keys.poll();
            if (key == null) {
                throw new ConfException("line " + token.line() + ": a value has no key");
            }
            ((Map<String, ConfValue>) context).put(key.name(), new ConfValue(value, place(key.line())));
        }
    }

    private String place(int line) {
        return file + ": line " + line;
    }

    @SuppressWarnings("unchecked")
    private void include(ConfToken token) {
        Path folder = file.toAbsolutePath().getParent();
        // An absolute path begins at the folder too.
        Path included = Path.of(folder + "/" + token.text()).normalize();
        if (contexts.getFirst() instanceof Map<?, ?> map) {
            ((Map<String, ConfValue>) map).putAll(reader.entries(included));
        }
    }

    private static @Nullable Object plain(ConfToken token) {
        return switch (token.kind()) {
            case SWITCH -> Set.of("true", "yes", "on").contains(token.text().toLowerCase(Locale.ROOT));
            case INTEGER -> whole(token);
            case DECIMAL -> Double.valueOf(token.text());
            case DATE -> date(token);
            default -> token.text();
        };
    }

    /** Null for a suffix that nats-server passes over, and its key with it. */
    private static @Nullable Long whole(ConfToken token) {
        Matcher matcher = WHOLE.matcher(token.text());
        try {
            if (matcher.matches()) {
                Long factor = factor(matcher.group(2).toLowerCase(Locale.ROOT));
                long number = Long.parseLong(matcher.group(1));
                return factor == null ? null : (Long) (number * factor);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ConfException("line " + token.line() + ": a number is too large, or has no plain digits");
    }

    private static @Nullable Long factor(String suffix) {
        if (suffix.isEmpty()) {
            return 1L;
        }
        int power = "kmgtpe".indexOf(suffix.charAt(0)) + 1;
        return switch (suffix.substring(1)) {
            case "" -> power(1000, power);
            case "b", "i", "ib" -> power(1024, power);
            default -> null;
        };
    }

    private static long power(long base, int exponent) {
        long product = 1;
        for (int i = 0; i < exponent; i++) {
            product *= base;
        }
        return product;
    }

    private static Instant date(ConfToken token) {
        try {
            String local = token.text().substring(0, token.text().length() - 1);
            return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new ConfException("line " + token.line() + ": there is no such date: put a text in quotes");
        }
    }

    private Object variable(ConfToken token) {
        String name = token.text();
        if (name.startsWith(UNQUOTED_HASH)) {
            return "$" + name;
        }
        if (BCRYPT.matcher(name).matches()) {
            throw new ConfException("line " + token.line() + ": a bcrypt hash without quotes is taken for a variable"
                    + " (only $2a$ is not): put it in quotes");
        }
        ConfValue defined = defined(name);
        if (defined != null) {
            reader.referredTo(defined);
            return defined.value();
        }
        return reader.environment(name, open, token, file);
    }

    /** What the maps around it, from the inside out, have under a name. */
    private @Nullable ConfValue defined(String name) {
        for (Iterator<Object> around = contexts.iterator(); around.hasNext(); ) {
            Object context = around.next();
            if (context instanceof Map<?, ?> map && map.get(name) instanceof ConfValue value) {
                return value;
            }
        }
        return null;
    }
}
