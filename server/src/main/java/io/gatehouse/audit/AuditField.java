package io.gatehouse.audit;

/** Every member that a record may have, in the order in which they are written; {@code docs/reference/audit.md} explains the same. */
enum AuditField {
    TIME("time"),
    TYPE("type"),
    INSTANCE("instance"),
    RUN("run"),
    SEQ("seq"),
    RESULT("result"),
    REASON("reason"),
    DETAIL("detail"),
    USER("user"),
    NKEY("nkey"),
    CREDENTIAL("credential"),
    CERTIFICATE("certificate"),
    IDENTITY("identity"),
    DIRECTORY("directory"),
    ORIGIN("origin"),
    RULES("rules"),
    NOTE("note"),
    ACCOUNT("account"),
    EXPIRES("expires"),
    CLAIMS("claims"),
    HOST("host"),
    KIND("kind"),
    CONNECTION("connection"),
    CLIENT("client"),
    SERVER("server"),
    CID("cid"),
    USER_NKEY("user_nkey"),
    DURATION_US("duration_us"),
    REQUESTS("requests"),
    RECORDS("records"),
    OCCASION("occasion"),
    CHANGED("changed"),
    PROBLEMS("problems"),
    METHOD("method"),
    PATH("path"),
    STATUS("status"),
    VERSION("version"),
    CONFIGURATION("configuration");

    private final String json;
    private final String member;

    AuditField(String json) {
        this.json = json;
        this.member = ",\"" + json + "\":";
    }

    /** Its name. */
    String json() {
        return json;
    }

    /** What is before its value where another member precedes it. */
    String member() {
        return member;
    }
}
