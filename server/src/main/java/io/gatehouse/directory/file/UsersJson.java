package io.gatehouse.directory.file;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** The bounds of a users file, its encoding, and what is said when it is no JSON: never with words of the file. */
final class UsersJson {
    /** The largest file that is read, in bytes. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

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

    private UsersJson() {}

    /** A parser whose columns count characters; it fails on what is not UTF-8. */
    static JsonParser parser(byte[] json) {
        int from = hasUtf8Mark(json) ? 3 : 0;
        Reader text = new InputStreamReader(
                new ByteArrayInputStream(json, from, json.length - from),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** What is wrong with a file before its first token is read; null when nothing is. */
    static @Nullable String wrongFromTheStart(byte[] json) {
        if (json.length > MAX_BYTES) {
            return "is larger than " + MAX_BYTES / 1024 / 1024 + " MiB";
        }
        if (json.length >= 2 && (isUtf16Mark(json) || json[0] == 0 || json[1] == 0)) {
            return "is not UTF-8 but UTF-16 or UTF-32: save it as UTF-8";
        }
        for (int i = hasUtf8Mark(json) ? 3 : 0; i < json.length; i++) {
            if (json[i] > ' ') {
                return null;
            }
            if (json[i] < 0) {
                return null;
            }
        }
        return "is empty: write {} for no users";
    }

    /** What to say of text that is no JSON, in our own words: the parser's may quote a password. */
    static String broken(JacksonException e) {
        if (e.getCause() instanceof CharacterCodingException) {
            return "this is not UTF-8: save the file as UTF-8";
        }
        if (e instanceof StreamConstraintsException) {
            return "too long or too deep: a text may have " + MAX_TEXT + " characters, a user name " + MAX_NAME;
        }
        String said = e.getOriginalMessage();
        if (said != null && said.startsWith("Unexpected end-of-input")) {
            return "the file ends before its JSON does: a closing bracket or quote is missing";
        }
        return "this is not JSON: look for a missing comma, colon, quote or bracket here or just before";
    }

    private static boolean hasUtf8Mark(byte[] json) {
        return json.length >= 3 && json[0] == (byte) 0xef && json[1] == (byte) 0xbb && json[2] == (byte) 0xbf;
    }

    private static boolean isUtf16Mark(byte[] json) {
        return (json[0] == (byte) 0xfe && json[1] == (byte) 0xff) || (json[0] == (byte) 0xff && json[1] == (byte) 0xfe);
    }
}
