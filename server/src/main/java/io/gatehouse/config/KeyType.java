package io.gatehouse.config;

/** What a key's value may look like; the words are those of the reference page. */
enum KeyType {
    TEXT("text"),
    LIST("text, or a list of texts"),
    DURATION("duration"),
    COUNT("whole number"),
    SIZE("size"),
    SWITCH("true or false"),
    FILE("file"),
    FILES("file, or a list of files"),
    PUBLIC_KEY("public nkey"),
    SEED("key file or seed"),
    SECRET("secret text"),
    ADDRESS("host:port or off"),
    SIGNATURES("per_server or every_request"),
    LEVEL("error, warn, info, debug or trace"),
    FORMAT("text or json"),
    KEY_LIST("PUBLIC_KEY:FILE_OR_SEED, comma-separated");

    private final String words;

    KeyType(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
