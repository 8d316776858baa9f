package io.gatehouse.bench;

import io.gatehouse.audit.AuditTarget;
import io.gatehouse.load.backend.BackendKind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of directory that is compared with a file, which answers logins of the same bytes by user name and password. */
public enum WarmKind {
    /** The same file, with an audit log: each answer leaves a record in a file. */
    AUDIT(AuditTarget.FILE),
    /** The same, with the records on the standard output, which is a file. */
    AUDIT_STDOUT(AuditTarget.STDOUT),
    /** The same, with the records in a JetStream stream. */
    AUDIT_STREAM(AuditTarget.STREAM),
    /** The same, with the records in a stream that takes no batches, so that each is acknowledged by itself. */
    AUDIT_SINGLE(AuditTarget.STREAM),
    /** The same file, with traces: of one login in a hundred. */
    TRACED("type: file, path: records.json", ""),
    /** A bucket with the records of the file. */
    KV("type: kv, bucket: " + WarmBucket.NAME, ""),
    /** A file that says who users are, and a hundred rules that say what they may. */
    RULES("type: file, path: records.json", WarmRules.hundred()),
    /** API tokens. */
    TOKEN("type: token, path: records.json", ""),
    /** Public nkeys. */
    NKEY("type: nkey, path: records.json", ""),
    /** Certificates, and a rule that says what their owners may. */
    CERTIFICATE("type: certificate, identity: cn, with_password: true", WarmRules.one()),
    /** Bearer tokens, and a rule that says what their owners may. */
    OIDC("type: oidc, issuer: {url: '" + WarmKind.ISSUER + "', audiences: nats}", WarmRules.one()),
    /** A web service that says what its users may. */
    HTTP(BackendKind.HTTP),
    /** OpenLDAP, and a rule that says what its users may. */
    LDAP(BackendKind.LDAP),
    /** A database that says what its users may. */
    POSTGRES(BackendKind.POSTGRES);

    /** What every directory of a comparison is called. */
    static final String DIRECTORY = "measured";

    /** What {@link #DIRECTORY} reads where it reads a file. */
    static final String FILE = "records.json";

    /** Stands for the URL of the issuer of bearer tokens. */
    static final String ISSUER = "ISSUER";

    private final @Nullable BackendKind backend;
    private final AuditTarget audit;
    private final String settings;
    private final String rules;

    WarmKind(String settings, String rules) {
        this(null, AuditTarget.NONE, settings, rules);
    }

    WarmKind(AuditTarget audit) {
        this(null, audit, "type: file, path: records.json", "");
    }

    WarmKind(BackendKind backend) {
        this(backend, AuditTarget.NONE, "", "");
    }

    WarmKind(@Nullable BackendKind backend, AuditTarget audit, String settings, String rules) {
        this.backend = backend;
        this.audit = audit;
        this.settings = settings;
        this.rules = rules;
    }

    /** The server that such a directory asks, which has users of its own; null where it is about {@link WarmUser}s. */
    @Nullable BackendKind backend() {
        return backend;
    }

    /** Whether a stream of theirs takes batches. */
    boolean batches() {
        return this != AUDIT_SINGLE;
    }

    /** Where the records of its answers go. */
    AuditTarget audit() {
        return audit;
    }

    /** The configuration of a service with such a directory, as YAML. */
    String configuration() {
        return configuration(settings) + rules;
    }

    /** The file that such a directory reads, if it reads one. */
    String file(List<WarmUser> users) {
        return switch (this) {
            case AUDIT, AUDIT_STDOUT, AUDIT_STREAM, AUDIT_SINGLE, TRACED -> json(users, WarmUser::field);
            case RULES -> json(users, WarmUser::fieldWithGroups);
            case TOKEN -> json(users, WarmUser::fieldWithToken);
            case NKEY -> json(users, WarmUser::fieldWithNkey);
            case KV, CERTIFICATE, OIDC, HTTP, LDAP, POSTGRES -> "";
        };
    }

    /** The configuration of the service that it is compared with. */
    static String configurationOfFile() {
        return configuration("type: file, path: " + FILE);
    }

    /** The file of that one, whose users may as much for as long. */
    String usersJson(List<WarmUser> users) {
        return json(users, this == CERTIFICATE || this == OIDC ? WarmUser::fieldWithEnd : WarmUser::field);
    }

    private static String configuration(String settings) {
        return "directories: {" + DIRECTORY + ": {" + settings + "}}\n";
    }

    private static String json(List<WarmUser> users, Function<WarmUser, String> field) {
        return users.stream().map(field).collect(Collectors.joining(",\n", "{", "}"));
    }
}
