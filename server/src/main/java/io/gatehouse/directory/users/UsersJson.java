package io.gatehouse.directory.users;

import io.gatehouse.directory.users.Utf8Text.NotUtf8Exception;
import io.gatehouse.directory.users.Utf8Text.TooLargeException;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** The bounds of a users file, and what is said when it is not JSON: never with words of the file. */
final class UsersJson {
    /** The largest file that is read, in bytes. */
    static final int MAX_BYTES = 256 * 1024 * 1024;

    static final String TOO_LARGE = "is larger than " + MAX_BYTES / 1024 / 1024 + " MiB";

    /** The longest text, in characters. */
    static final int MAX_TEXT = 16 * 1024;

    /** The longest user name, in characters. */
    static final int MAX_NAME = 1024;

    // Each user name is seen once: a table of names would only fill up.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(20)
                    .maxDocumentLength(MAX_BYTES)
                    .build())
            .build();

    private static final List<Fault> FAULTS = List.of(
            new Fault(
                    "the file ends before its JSON does: a closing bracket or quote is missing",
                    "Unexpected end-of-input"),
            new Fault("JSON has no comments: remove this one", "(non-standard) comment", "('#' (code 35))"),
            new Fault(
                    "a comma too many: JSON has none before a closing bracket",
                    "('}' (code 125)): was expecting double-quote",
                    "(']' (code 93)): expected a valid value"),
            new Fault("a comma is missing before this", "was expecting comma"),
            new Fault("a colon is missing before this", "was expecting a colon"),
            new Fault("JSON has double quotes only", "(''' (code 39))"));

    private UsersJson() {}

    /** A parser whose columns count characters. */
    static JsonParser parser(Utf8Text text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** Notes why the parser could not go on. */
    static void tell(JacksonException e, JsonParser parser, Mistakes mistakes) {
        if (e.getCause() instanceof NotUtf8Exception wrong) {
            mistakes.add(
                    wrong.line(),
                    wrong.column(),
                    "this is not UTF-8 (the byte at offset " + wrong.offset() + "): save the file as UTF-8");
        } else if (e.getCause() instanceof TooLargeException) {
            mistakes.add(TOO_LARGE);
        } else if (e.getCause() instanceof IOException unreadable) {
            mistakes.add("cannot be read: " + unreadable.getMessage());
        } else {
            // A bound that was exceeded has no place of its own.
            TokenStreamLocation where = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
            mistakes.add(where, broken(e));
        }
    }

    /** What to say of text that is not JSON, in our own words: the parser's may quote a password. */
    private static String broken(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "too long or too deep: a text may have " + MAX_TEXT + " characters, a user name " + MAX_NAME;
        }
        String said = String.valueOf(e.getOriginalMessage());
        for (Fault fault : FAULTS) {
            if (fault.parsers.stream().anyMatch(said::contains)) {
                return fault.ours;
            }
        }
        return "this is not JSON: look for a missing comma, colon, quote or bracket here or just before";
    }

    /** A common fault, by words of the parser's messages, and what we say of it. */
    private record Fault(String ours, List<String> parsers) {
        Fault(String ours, String... parsers) {
            this(ours, List.of(parsers));
        }
    }
}
