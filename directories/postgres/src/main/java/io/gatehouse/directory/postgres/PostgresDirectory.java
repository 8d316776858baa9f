package io.gatehouse.directory.postgres;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.Sharing;
import io.gatehouse.nats.RepeatedLines;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordHash;
import io.gatehouse.policy.text.NameForm;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The directory of a PostgreSQL database: a query of the operator's own says who somebody is. */
final class PostgresDirectory implements Directory {
    private static final Logger log = LoggerFactory.getLogger(PostgresDirectory.class);

    /** So many lookups share a connection within the time that a login has, each of them a millisecond or two. */
    private static final int LOOKUPS_PER_CONNECTION = 32;

    private final PostgresSettings settings;
    private final Set<LoginPart> reads;
    private final NameForm form;
    private final PasswordChecks checks;
    private final Database database;
    private final RowReader reader;
    private final DatabaseProbe probe;
    private final UserVersions versions = new UserVersions();
    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private final RepeatedLines mistakes = new RepeatedLines(log, System::nanoTime);
    private final @Nullable ChangeListener listener;
    /** Whether something may have been told that was not heard. */
    private final AtomicBoolean missed;

    private volatile @Nullable PasswordHash common;

    private PostgresDirectory(PostgresSettings settings, HostResolver hosts, DirectoryContext context) {
        this.settings = settings;
        this.reads = reads(settings);
        this.form = context.names();
        this.checks = context.passwords();
        this.database = new Database(settings, hosts, this::asksPrimaryOnly);
        this.reader = new RowReader(settings.decision());
        this.probe = new DatabaseProbe(settings, database, reader);
        this.missed = new AtomicBoolean(context.isLater());
        String channel = settings.listen();
        this.listener = channel == null
                ? null
                : new ChangeListener(
                        settings.name(),
                        channel,
                        database.opener(),
                        database.timer(),
                        context.watched().get(),
                        this::changed,
                        () -> missed.set(true));
    }

    /** Begins to listen for changes, where the database tells of them; asks nothing else. */
    static PostgresDirectory open(PostgresSettings settings, DirectoryContext context) {
        return open(settings, HostResolver.of(settings.name()), context);
    }

    /** @param hosts is closed with it */
    static PostgresDirectory open(PostgresSettings settings, HostResolver hosts, DirectoryContext context) {
        PostgresDirectory directory = new PostgresDirectory(settings, hosts, context);
        if (directory.listener != null) {
            directory.listener.start();
        }
        return directory;
    }

    private static Set<LoginPart> reads(PostgresSettings settings) {
        EnumSet<LoginPart> parts = EnumSet.noneOf(LoginPart.class);
        settings.query().values().forEach(value -> parts.add(value.part()));
        if (settings.decision() == PasswordDecision.HASH) {
            parts.add(LoginPart.PASSWORD);
        }
        return parts;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return PostgresDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return Set.copyOf(reads);
    }

    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String password = login.connect().password();
        List<@Nullable String> values = settings.query().valuesOf(login);
        if (values == null || (password == null && settings.decision() == PasswordDecision.HASH)) {
            return null;
        }
        String user = settings.query().names(LoginValue.USER) ? login.connect().user() : null;
        return new PostgresLookup(this, user, password, values, versions.of(user));
    }

    Database database() {
        return database;
    }

    RowReader reader() {
        return reader;
    }

    PasswordChecks checks() {
        return checks;
    }

    boolean comparesPasswords() {
        return settings.decision() == PasswordDecision.HASH;
    }

    /** Takes the time that it takes to tell who is not here, from those who are. */
    void compared(@Nullable PasswordHash hash) {
        if (hash != null && hash.slow()) {
            common = hash;
        }
    }

    /** Logs what an operator has to put right in the database. */
    void mistake(String text) {
        mistakes.error(name() + ": " + text);
    }

    /**
     * It is told before the version is another one, so that nobody who goes by that takes what was left before. That a service which
     * starts hears of changes at its first attempt is none: else each start would end what all instances have left.
     */
    void changed(@Nullable String user) {
        String known = user == null ? null : form.of(user);
        if (known != null || missed.getAndSet(true)) {
            changes.emitNext(new Change(known), (type, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
        }
        versions.changed(known);
    }

    /** By the query, where it needs the name and nothing else; a database that tells of changes need not be asked. */
    @Override
    public @Nullable IdentityLookup identityLookup() {
        return settings.isPollable()
                ? user -> LoginValue.USER.canBe(user)
                        ? new PostgresLookup(this, user, null, List.of(user), versions.of(user))
                        : null
                : null;
    }

    @Override
    public @Nullable PasswordHash decoy() {
        return common;
    }

    @Override
    public Backend backend() {
        int connections = settings.connecting().poolSize();
        return Backend.of(connections * LOOKUPS_PER_CONNECTION).serving(connections);
    }

    @Override
    public Mono<Void> probe() {
        return probe.run();
    }

    @Override
    public Flux<Change> changes() {
        return changes.asFlux();
    }

    /** The query may compare names so, as citext does. */
    @Override
    public boolean mayIgnoreSpelling() {
        return true;
    }

    /** Where the database tells of changes, they are told to instances that have not heard of them. */
    @Override
    public Sharing sharing() {
        return listener == null ? Sharing.TIMED : Sharing.CHANGING;
    }

    /** Whether who is found now counts for other instances: while changes are not heard of, a standby may be asked that is behind. */
    boolean isShareable() {
        return listener == null || listener.isListening();
    }

    /** Whether the database tells of changes now, where it is to. */
    boolean isListening() {
        return listener != null && listener.isListening();
    }

    /**
     * Whether a standby is not asked now: what it knows may be older than what was told. While nothing is told, whoever answers will
     * do, since everybody counts as changed afterwards.
     */
    private boolean asksPrimaryOnly() {
        return settings.target() == TargetSession.PRIMARY || (settings.tellsStandbys() && isListening());
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        database.close();
        changes.tryEmitComplete();
    }

    @Override
    public String toString() {
        return "PostgresDirectory[" + name() + "]";
    }
}
