package io.gatehouse.directory.users;

/** What the records of a file are. */
public enum RecordKind {
    /** Users by their names, as in users.json. */
    USERS(
            "user",
            "alice",
            "{\"pass\": \"...\", \"account\": \"APP1\"}",
            new FieldNames(UserReader.fields("pass", "nkey"))),

    /** Tokens by their ids, as in tokens.json. */
    TOKENS(
            "token",
            "0A1b2C3d4E",
            "{\"name\": \"ci-bot\", \"hash\": \"sha256:...\"}",
            new FieldNames(UserReader.fields("name", "hash", "created", "comment"))),

    /** Answers of a service that is asked about one login. */
    ANSWERS(
            "answer",
            "alice",
            "{\"result\": \"allow\", \"account\": \"APP1\"}",
            new FieldNames(UserReader.fields("result", "name", "reason", "expires_at")));

    private final String word;
    private final String key;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // a list of names that does not change
    private final FieldNames fields;

    RecordKind(String word, String key, String example, FieldNames fields) {
        this.word = word;
        this.key = key;
        this.example = example;
        this.fields = fields;
    }

    /** One of them, for messages. */
    public String word() {
        return word;
    }

    /** A file with one of them, for messages. */
    String example() {
        return "{\"" + key + "\": " + example + "}";
    }

    /** One record, for messages. */
    String exampleOfOne() {
        return example;
    }

    /** The fields of a record. */
    FieldNames fields() {
        return fields;
    }
}
