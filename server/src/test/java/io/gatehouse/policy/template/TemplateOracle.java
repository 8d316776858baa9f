package io.gatehouse.policy.template;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What docs/reference/templates.md says that becomes of a template in a subject, by another way than the product's: it replaces
 * one placeholder after the other in the text, and everything that the page forbids is an empty answer.
 */
final class TemplateOracle {
    private static final int MOST = 4096;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)\\}\\}", Pattern.DOTALL);
    private static final Pattern UNFIT =
            Pattern.compile("[.*>\\p{IsWhite_Space}\\p{Cc}\\p{Z}\u001c-\u001f]|\\{\\{|\\}\\}");

    private static final Pattern FIRST = Pattern.compile("[A-Za-z0-9-]");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]");

    private TemplateOracle() {}

    /** The subjects; empty when the login gets no answer. */
    static Optional<Set<String>> subjects(String template, SampleTemplateValues login, boolean encode) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Matcher placeholder = PLACEHOLDER.matcher(template);
        while (placeholder.find()) {
            String call = normalized(placeholder.group(1));
            List<String> found = values(call, login).stream().distinct().toList();
            boolean begins = placeholder.start() == 0;
            if (found.isEmpty() || found.stream().anyMatch(value -> isRefused(value, begins, encode))) {
                return Optional.empty();
            }
            values.put(call, found);
        }
        long product = values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
        boolean crowded = Stream.of(placeholder.replaceAll("\u0001").split("[. ]"))
                .anyMatch(token -> token.chars().filter(c -> c == 1).count() > 1);
        return product > MOST || crowded
                ? Optional.empty()
                : Optional.of(new TreeSet<>(replaced(template, values, encode)));
    }

    private static List<String> replaced(String template, Map<String, List<String>> values, boolean encode) {
        List<Map<String, String>> choices = new ArrayList<>(List.of(Map.of()));
        values.forEach((call, all) -> {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> choice : choices) {
                for (String value : all) {
                    Map<String, String> longer = new LinkedHashMap<>(choice);
                    longer.put(call, value);
                    more.add(longer);
                }
            }
            choices.clear();
            choices.addAll(more);
        });
        return choices.stream()
                .map(choice -> PLACEHOLDER.matcher(template).replaceAll(found -> {
                    String value = Objects.requireNonNull(choice.get(normalized(found.group(1))));
                    return Matcher.quoteReplacement(encode ? encoded(value) : value);
                }))
                .toList();
    }

    /** A function's name has no case, and blanks around call and argument mean nothing. */
    private static String normalized(String call) {
        String name = call.substring(0, call.indexOf('(')).strip().toLowerCase(Locale.ROOT);
        String argument =
                call.substring(call.indexOf('(') + 1, call.lastIndexOf(')')).strip();
        return name + "(" + argument + ")";
    }

    private static List<String> values(String call, SampleTemplateValues login) {
        String argument = call.substring(call.indexOf('(') + 1, call.length() - 1);
        return switch (call.substring(0, call.indexOf('('))) {
            case "name" -> List.of(login.name());
            case "subject" -> List.of(login.subject());
            case "account-name" -> List.of(login.accountName());
            case "account-subject" -> List.of(login.accountSubject());
            case "group" -> List.copyOf(login.groups());
            case "attribute" -> login.attribute(argument);
            case "certificate" -> login.certificate(argument);
            case "tag" ->
                login.tags().stream()
                        .map(tag -> tag.split(":", 2))
                        .filter(tag -> tag.length == 2 && tag[0].equalsIgnoreCase(argument))
                        .map(tag -> tag[1])
                        .toList();
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static boolean isRefused(String value, boolean begins, boolean encode) {
        boolean text = StandardCharsets.UTF_8.newEncoder().canEncode(value)
                && value.codePoints().noneMatch(Character::isISOControl);
        boolean token = !value.isEmpty()
                && !UNFIT.matcher(value).find()
                && !(begins && (value.charAt(0) == '_' || value.charAt(0) == '$'));
        return !text || !(encode || token);
    }

    private static String encoded(String value) {
        StringBuilder token = new StringBuilder();
        for (int c : value.codePoints().toArray()) {
            String one = Character.toString(c);
            if ((token.isEmpty() ? FIRST : PLAIN).matcher(one).matches()) {
                token.append(one);
            } else {
                for (byte octet : one.getBytes(StandardCharsets.UTF_8)) {
                    token.append(String.format("=%02X", octet));
                }
            }
        }
        return token.isEmpty() ? "=" : token.toString();
    }

    /** What the page says how a token is read again: as quoted-printable, which is that of URLs with another sign. */
    static String decoded(String token) {
        return token.equals("=") ? "" : URLDecoder.decode(token.replace('=', '%'), StandardCharsets.UTF_8);
    }
}
