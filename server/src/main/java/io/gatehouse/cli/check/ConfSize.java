package io.gatehouse.cli.check;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes as nats-server's configuration has them: {@code 1048576}, {@code 64k} (thousands), {@code 64KB} (of 1024). */
final class ConfSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmgt]?)(b|i|ib)?");

    private ConfSize() {}

    /** The bytes; null when the text is no size. */
    static @Nullable Long parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        int power = " kmgt".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        long bytes = Long.parseLong(matcher.group(1));
        for (int i = 0; i < power; i++) {
            bytes *= matcher.group(3) == null ? 1000 : 1024;
        }
        return bytes;
    }
}
