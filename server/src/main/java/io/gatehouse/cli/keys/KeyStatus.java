package io.gatehouse.cli.keys;

import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.NatsSettings.Login;
import io.gatehouse.policy.account.Account;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what there is to tell of each key, login and certificate that a configuration names. */
final class KeyStatus {
    private static final String ISSUER = KeyPlace.ISSUER;
    private static final String XKEY = KeyPlace.XKEY;

    private final GatehouseSettings settings;
    private final @Nullable SystemAccess servers;
    private final Clock clock;
    private final List<KeyLine> lines = new ArrayList<>();

    /** @param servers null to ask none */
    KeyStatus(GatehouseSettings settings, @Nullable SystemAccess servers, Clock clock) {
        this.settings = settings;
        this.servers = servers;
        this.clock = clock;
    }

    List<KeyLine> lines() throws InterruptedException {
        Nkey auth = settings.operatorMode() ? CredsUsers.auth(settings) : null;
        if (auth == null) {
            settings.issuers().forEach(key -> lines.add(KeyLine.of(ISSUER, key, "signs where it is expected")));
            settings.xkeys().forEach(key -> lines.add(KeyLine.of(XKEY, key, "opens")));
        } else {
            callout(account(auth));
        }
        for (Account.Keyed account : settings.accounts().values()) {
            keyed(account, account(account.id()));
        }
        credentials();
        certificates("nats.tls.cert", settings.nats().tls().cert());
        certificates("nats.tls.ca", settings.nats().tls().ca());
        return List.copyOf(lines);
    }

    private AccountKeys account(Nkey id) throws InterruptedException {
        return servers == null ? AccountKeys.unasked(id) : AccountKeys.ask(id, servers);
    }

    private void callout(AccountKeys auth) {
        auth.jwt("AUTH").forEach(line -> lines.add(judged(line)));
        lines.addAll(auth.signers(ISSUER, settings.issuers()));
        lines.addAll(auth.others("AUTH", keys(settings.issuers().stream())));
        List<KeyLine> xkeys = settings.xkeys().stream()
                .map(key -> auth.xkey(XKEY, key.publicKey()))
                .toList();
        int sealedFor = xkeys.stream()
                .mapToInt(line -> line.listed() == null ? 0 : line.listed().servers())
                .sum();
        boolean allOpened = auth.jwts().isEmpty() || sealedFor == auth.jwts().size();
        xkeys.forEach(line -> lines.add(
                allOpened
                        ? line
                        : line.failing("a server seals its requests for another xkey: its logins get no answer")));
    }

    private void keyed(Account.Keyed account, AccountKeys known) {
        String place = "accounts." + account.name();
        known.jwt(account.name()).forEach(line -> lines.add(judged(line)));
        Set<Nkey> held = new HashSet<>();
        Account.Key own = account.key();
        if (own != null) {
            lines.addAll(known.signers(place + ".signing_key", all(own)));
            held.addAll(keys(all(own).stream()));
        }
        account.roles().forEach((role, key) -> {
            lines.addAll(known.signers(place + ".roles." + role + ".signing_key", all(key)));
            held.addAll(keys(all(key).stream()));
        });
        lines.addAll(known.others(account.name(), held));
    }

    private static List<SigningKey> all(Account.Key key) {
        return Stream.concat(Stream.of(key.signer()), key.others().stream()).toList();
    }

    private static Set<Nkey> keys(Stream<SigningKey> keys) {
        return new HashSet<>(keys.map(SigningKey::publicKey).toList());
    }

    private void credentials() {
        if (settings.nats().login() instanceof Login.NkeySeed nkey) {
            SigningKey key = SigningKey.fromSeed(nkey.seed().reveal());
            lines.add(KeyLine.of("nats.nkey", key, "logs in"));
        }
        settings.credentials().forEach(this::creds);
    }

    private void creds(String place, Path file) {
        UserToken token = CredsUsers.token(file);
        if (token == null) {
            lines.add(KeyLine.of(place, file, "unknown").failing("the file cannot be used: gatehouse check says why"));
            return;
        }
        Instant end = token.expiresAt() == 0 ? null : Instant.ofEpochSecond(token.expiresAt());
        lines.add(judged(KeyLine.of(place, token.subject(), "signed by " + token.issuer())
                .ending(end)));
    }

    private void certificates(String place, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            for (X509Certificate certificate : TlsContext.readCertificates(file)) {
                String name = certificate.getSubjectX500Principal().getName();
                lines.add(judged(KeyLine.of(place, name, "certificate")
                        .ending(certificate.getNotAfter().toInstant())));
            }
        } catch (IOException e) {
            lines.add(KeyLine.of(place, file, "unknown").failing(String.valueOf(e.getMessage())));
        }
    }

    private KeyLine judged(KeyLine line) {
        Instant end = line.ends();
        return end != null && !end.isAfter(clock.instant()) ? line.failing("it has expired") : line;
    }
}
