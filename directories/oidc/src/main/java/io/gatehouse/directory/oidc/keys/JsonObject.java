package io.gatehouse.directory.oidc.keys;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** Reads JSON objects as maps. */
public final class JsonObject {
    private JsonObject() {}

    /**
     * Reads one, in which no name comes twice.
     *
     * @throws ParseException when the bytes are anything else; its message repeats none of them
     */
    public static Map<String, Object> parse(byte[] json) throws ParseException {
        Map<String, Object> members = null;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            // The parser would take a list of pairs as well.
            members = text.stripLeading().startsWith("{") ? JSONObjectUtils.parse(text) : null;
        } catch (CharacterCodingException | ParseException e) {
            // is told below, without the text
        }
        if (members == null) {
            throw new ParseException("no JSON object in UTF-8", 0);
        }
        return members;
    }
}
