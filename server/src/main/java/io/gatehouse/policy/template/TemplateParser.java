package io.gatehouse.policy.template;

import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.text.UserText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a template's text: literal parts with one placeholder between each two, so that there is one part more. */
final class TemplateParser {
    /** As long as nats-server lets a line be that names a subject. */
    private static final int LONGEST = 4096;

    /** More would fan out beyond any bound before they are of use. */
    private static final int MOST_PLACEHOLDERS = 16;

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private static final Pattern CALL = Pattern.compile("\\s*([A-Za-z-]{1,32})\\(([^(){}]*)\\)\\s*");

    private final String text;
    private final List<String> literals = new ArrayList<>();
    private final List<Placeholder> placeholders = new ArrayList<>();

    TemplateParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException when the text is no template; the message says what is wrong with it */
    Template parse() {
        if (text.length() > LONGEST) {
            throw mistake("is longer than " + LONGEST + " characters");
        }
        int start = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, start)) {
            int close = text.indexOf(CLOSE, open);
            if (close < 0) {
                throw mistake("has {{ without }} after it");
            }
            literals.add(literal(start, open));
            placeholders.add(placeholder(text.substring(open + OPEN.length(), close)));
            start = close + CLOSE.length();
        }
        literals.add(literal(start, text.length()));
        if (placeholders.size() > MOST_PLACEHOLDERS) {
            throw mistake("has more than " + MOST_PLACEHOLDERS + " placeholders");
        }
        return new Template(text, literals, placeholders);
    }

    private String literal(int start, int end) {
        String literal = text.substring(start, end);
        if (literal.contains(CLOSE)) {
            throw mistake("has }} without {{ before it");
        }
        if (start > 0 && literal.startsWith("{")) {
            throw mistake("has a brace behind a placeholder, which would be two behind a value that ends with one");
        }
        if (!UserText.isClean(literal)) {
            throw mistake("has a control character");
        }
        return literal;
    }

    private Placeholder placeholder(String call) {
        Matcher parts = CALL.matcher(call);
        if (!parts.matches()) {
            throw mistake("has {{" + call + "}}, which is no call of a function such as {{name()}}");
        }
        TemplateFunction function = TemplateFunction.find(parts.group(1));
        String argument = parts.group(2).strip();
        if (function == null) {
            throw mistake("calls " + parts.group(1) + ", which is no function: there are " + TemplateFunction.all());
        }
        if (function.takesArgument() == argument.isEmpty() || !UserText.isClean(argument)) {
            throw mistake(
                    function.takesArgument()
                            ? "calls " + function.word() + " without saying which: write {{" + function.word() + "(x)}}"
                            : "calls " + function.word() + " with an argument: write {{" + function.word() + "()}}");
        }
        return new Placeholder(function, argument);
    }

    private IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException("template " + Quoted.of(text) + " " + what);
    }
}
