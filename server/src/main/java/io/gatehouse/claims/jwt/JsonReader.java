package io.gatehouse.claims.jwt;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads claims from a stream of JSON tokens; whatever is not as it should be is {@code MALFORMED}. */
public final class JsonReader {
    private final JsonParser parser;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads a document that is one object: the function is to read that object to its end. */
    public static <T> T read(Json bounds, byte[] json, Document<T> document) throws ClaimsException {
        try (JsonParser parser = bounds.parser(json)) {
            parser.nextToken();
            T value = document.read(new JsonReader(parser));
            if (parser.nextToken() != null) {
                throw ClaimsException.malformed("something follows the claims");
            }
            return value;
        } catch (JacksonException broken) {
            // Not as a cause, and without its message: both may quote the document.
            throw ClaimsException.malformed("the claims are not JSON within bounds");
        }
    }

    /** Reads one kind of document. */
    @FunctionalInterface
    public interface Document<T> {
        T read(JsonReader in) throws ClaimsException;
    }

    /** Reads the object that begins at the current token. */
    public Members object(Names names) throws ClaimsException {
        expect(JsonToken.START_OBJECT);
        return new Members(names);
    }

    /** Reads the list that begins at the current token, by {@code while (list.next())}. */
    public Elements list(int max) throws ClaimsException {
        expect(JsonToken.START_ARRAY);
        return new Elements(max);
    }

    public String string() throws ClaimsException {
        expect(JsonToken.VALUE_STRING);
        return parser.getString();
    }

    public long number() throws ClaimsException {
        expect(JsonToken.VALUE_NUMBER_INT);
        return parser.getLongValue();
    }

    public int integer() throws ClaimsException {
        long number = number();
        if (number != (int) number) {
            throw wrongType();
        }
        return (int) number;
    }

    public boolean bool() throws ClaimsException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrongType();
        }
        return token == JsonToken.VALUE_TRUE;
    }

    public List<String> strings(int max) throws ClaimsException {
        Elements list = list(max);
        List<String> strings = new ArrayList<>();
        while (list.next()) {
            strings.add(string());
        }
        return List.copyOf(strings);
    }

    public boolean isString() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    public void skip() {
        parser.skipChildren();
    }

    private void expect(JsonToken token) throws ClaimsException {
        if (parser.currentToken() != token) {
            throw wrongType();
        }
    }

    private static ClaimsException wrongType() {
        return ClaimsException.malformed("a claim is of the wrong JSON type");
    }

    /**
     * The members of one object. Unknown ones are skipped; a null is as good as an absent one, as it is to Go. A known
     * name that comes twice is refused: two readers could choose differently.
     */
    public final class Members {
        private final Names names;
        private long seen;
        private int index;
        private boolean skipped;

        private Members(Names names) {
            this.names = names;
        }

        /** Steps to the value of the next known member; false at the end. */
        public boolean next() throws ClaimsException {
            for (index = names.next(parser); index != Names.END; index = names.next(parser)) {
                JsonToken value = parser.nextToken();
                if (index == Names.UNKNOWN) {
                    skipped = true;
                    parser.skipChildren();
                } else if (isFirst(index) && value != JsonToken.VALUE_NULL) {
                    return true;
                }
            }
            return false;
        }

        private boolean isFirst(int found) throws ClaimsException {
            long bit = 1L << found;
            if (found < 0 || (seen & bit) != 0) {
                throw ClaimsException.malformed("a claim is given twice");
            }
            seen |= bit;
            return true;
        }

        /** The name of the member that {@link #next} stepped to. */
        public String name() {
            return names.name(index);
        }

        /** The same as its place among the names. */
        public int index() {
            return index;
        }

        /** Whether unknown members were met. */
        public boolean skipped() {
            return skipped;
        }
    }

    /** The elements of one list. */
    public final class Elements {
        private int left;

        private Elements(int max) {
            this.left = max;
        }

        /** Steps to the next element; false at the end. */
        public boolean next() throws ClaimsException {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            if (left-- == 0) {
                throw ClaimsException.malformed("a list is too long");
            }
            return true;
        }
    }
}
