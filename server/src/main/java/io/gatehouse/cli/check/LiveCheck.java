package io.gatehouse.cli.check;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Finding.Level;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.cli.check.live.LoginRemedy;
import io.gatehouse.cli.check.live.PlacementCheck;
import io.gatehouse.cli.check.live.ProbeClient;
import io.gatehouse.cli.check.live.Sealing;
import io.gatehouse.cli.check.live.SentinelCheck;
import io.gatehouse.cli.check.live.VersionCheck;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.nats.ClientLogin;
import io.gatehouse.nats.NoConnectionException;
import io.gatehouse.nats.NoConnectionException.Reason;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.transport.Preflight.Facts;
import io.gatehouse.transport.Preflight.LoginResult;
import io.gatehouse.transport.Probe;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Checks a live server: its version and mode, and what it does with an unknown client. */
final class LiveCheck {
    private static final Duration SMALL = Duration.ofSeconds(1);

    /** A refusal that comes this long before the server's own limit was somebody's answer. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    /** What an instance takes for an answer at most. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final GatehouseSettings settings;
    private final @Nullable Nkey auth;
    private final @Nullable ServerConf conf;
    private final Before before;
    private final Clock clock;
    private final Findings findings;

    /** Whether the server has asked about a client that nobody knows, and we could read it. */
    private boolean asked;

    /** @param conf the server's configuration; null when it is not known */
    LiveCheck(
            GatehouseSettings settings,
            @Nullable UserToken service,
            @Nullable ServerConf conf,
            Before before,
            Clock clock,
            Findings findings) {
        this.settings = settings;
        this.auth = service == null ? null : service.account();
        this.conf = conf;
        this.before = before;
        this.clock = clock;
        this.findings = findings;
    }

    void run(Probe.Source source, @Nullable CheckedUsers users) throws InterruptedException {
        try (Probe probe = source.connect(settings.nats())) {
            Facts facts = probe.facts();
            server(facts);
            if (isOfOtherMode(facts.account())) {
                findings.skip("what the server asks of a client that nobody knows", "the server is of the other mode");
                return;
            }
            new VersionCheck(settings, findings).run(ServerVersion.of(facts.version()), users);
            if (users != null) {
                places(facts, users);
            }
            long failed = findings.count(Level.FAIL);
            boolean open = stranger(probe, facts);
            if (asked && settings.operatorMode()) {
                new SentinelCheck(settings, findings).run(probe);
            }
            if (open) {
                new PlacementCheck(settings, auth, before.refused(), clock, findings).run(probe, users);
            } else if (findings.count(Level.FAIL) > failed) {
                findings.skip("whether the server lets users into the accounts", "what comes before it failed");
            }
        } catch (NoConnectionException e) {
            unreachable(e);
        }
    }

    /** In operator mode an account's name at the server is its public key, and in config mode it never is. */
    private boolean isOfOtherMode(@Nullable String account) {
        if (account == null || isKey(account) == settings.operatorMode()) {
            return false;
        }
        if (settings.operatorMode()) {
            findings.fail(
                    "nats-server is in config mode (it has us in account " + account
                            + "), and accounts with signing keys are configured here",
                    "set nats.url to a server in operator mode, or remove accounts");
        } else {
            findings.fail(
                    "nats-server is in operator mode (it has us in account " + account
                            + "), and no accounts are configured here",
                    "add accounts with their ids and signing keys");
        }
        return true;
    }

    private static boolean isKey(String account) {
        try {
            return Nkey.parse(account, NkeyKind.ACCOUNT).kind() == NkeyKind.ACCOUNT;
        } catch (NkeyException e) {
            return false;
        }
    }

    private void unreachable(NoConnectionException e) {
        if (e.reason() == Reason.ABSENT) {
            findings.fail(
                    "no connection to nats-server (" + e.getMessage() + ")",
                    "check nats.url, and whether nats-server runs; --offline skips this");
        } else if (!e.isOfLogin()) {
            findings.fail("no connection to nats-server: " + e.getMessage());
        } else if (before.loginFails()) {
            findings.skip("why nats-server refuses the service's login", "the failure above explains it");
        } else {
            findings.fail(
                    "nats-server refuses the service's login" + (e.refused() ? "" : ": " + e.getMessage()),
                    LoginRemedy.of(settings));
        }
        findings.skip("what nats-server really does", "there is no connection");
    }

    private void server(Facts facts) {
        if (facts.hasAuthCallout()) {
            findings.ok("connected to nats-server " + facts.name() + ", version " + facts.version()
                    + (facts.account() == null ? "" : ", in account " + facts.account()));
        } else {
            findings.fail("nats-server " + facts.version() + " has no auth callout", "install 2.10 or newer");
        }
        if (facts.clockAhead() != null) {
            clock(facts.clockAhead());
        }
    }

    /** What only the server can tell: what it takes from us, and which account we are in. */
    private void places(Facts facts, CheckedUsers users) {
        if (facts.maxPayload() > 0) {
            new AnswerSizeCheck(settings, clock, findings).run(users, facts.maxPayload());
        }
        String account = facts.account();
        if (account != null && !settings.operatorMode()) {
            new OwnPlacesCheck(settings, findings).ours(users, account);
        }
    }

    private void clock(Duration ahead) {
        Duration ours = ahead.negated();
        if (ours.compareTo(settings.pipeline().clockDrift().plus(SMALL)) > 0) {
            findings.fail(
                    "our clock is " + ours.toMillis() + " ms ahead of the server's, so that requests arrive expired",
                    "set the clocks (NTP), or raise callout.clock_drift");
        } else if (ahead.abs().compareTo(SMALL) > 0) {
            findings.warn(
                    "our clock and the server's are " + ahead.abs().toMillis()
                            + " ms apart, so that sessions end early or late",
                    "set the clocks (NTP)");
        } else {
            findings.ok("our clock and the server's agree");
        }
    }

    /** Lets an unknown client log in; whether we could answer, and nobody else does. */
    private boolean stranger(Probe probe, Facts facts) throws NoConnectionException {
        if (before.asksNothing()) {
            findings.skip(
                    "what the server asks of a client that nobody knows", "the failure above keeps it from asking us");
            return false;
        }
        if (conf != null && conf.mapsCertificates()) {
            findings.skip(
                    "what the server asks of a client that nobody knows",
                    "it takes users from certificates (verify_and_map), and there is none here but our own");
            return false;
        }
        Sealing sealing = new Sealing(settings.xkeys());
        List<Sealing.Opened> seen = new CopyOnWriteArrayList<>();
        ClientLogin client = ProbeClient.fresh(auth, settings.issuer(), clock);
        LoginResult result = probe.login(client, request -> {
            seen.add(sealing.open(request));
            return null;
        });
        if (result.mayNotListen()) {
            mayNotListen(facts);
            return false;
        }
        if (seen.isEmpty() && settings.nats().tls().cert() != null) {
            findings.skip(
                    "what the server asks of a client that nobody knows",
                    "nothing was asked, which is right where it takes users from certificates (verify_and_map: the"
                            + " client here brings our own); give --server-conf to know");
            return false;
        }
        if (result.accepted()) {
            findings.fail(
                    "nats-server lets a client in that nobody knows: it has no callout, or another directory than this"
                            + " lets everybody in",
                    "enable the auth callout");
            return false;
        }
        if (seen.isEmpty()) {
            nothingSeen(probe, facts);
            return false;
        }
        return readable(seen, result);
    }

    /** The user may listen in the queue group, as instances do; there we would take requests away from them. */
    private void mayNotListen(Facts facts) {
        boolean unsaid = !ServerVersion.of(facts.version()).tellsQueuePermissions();
        if (unsaid || facts.mayListenInQueue(settings.nats().queueGroup())) {
            findings.skip(
                    "what the server asks of a client that nobody knows",
                    "the service's user may subscribe within its queue group only" + (unsaid ? ", or not at all" : "")
                            + "; there, requests would be taken away from running instances");
        } else {
            findings.fail(
                    "the service's user may not subscribe to $SYS.REQ.USER.AUTH, so that it gets no requests",
                    "allow it in the user's permissions");
        }
    }

    private void nothingSeen(Probe probe, Facts facts) throws NoConnectionException {
        if (auth == null) {
            findings.fail(
                    "nats-server refuses an unknown client without asking the callout",
                    "add auth_callout to its configuration, with the account that the service's user is in; where it has"
                            + " one, its account must be that one"
                            + (facts.account() == null ? "" : " (" + facts.account() + ")"));
        } else if (probe.isOfSystemAccount()) {
            findings.fail(
                    "the service's credentials are of a user of account " + auth
                            + ", the system account, and the callout"
                            + " must be in the account of issuer.seed, whose key is "
                            + settings.issuer().publicKey(),
                    ServiceAccount.remedy("AUTH"));
        } else {
            findings.fail(
                    "nats-server refuses an unknown client of account " + auth
                            + ", which the service's credentials are of," + " without asking the callout",
                    "the account has no callout, so that it is another account than the callout's or the callout is not"
                            + " set up yet; or issuer.seed is none of its keys (the callout must be in the account that"
                            + " lists " + settings.issuer().publicKey()
                            + "); or the server runs in FIPS-140 mode, where"
                            + " a callout must be without xkey");
        }
    }

    private boolean readable(List<Sealing.Opened> seen, LoginResult result) {
        for (Sealing.Opened request : seen) {
            if (request.sealed() && settings.xkey() == null) {
                findings.fail(
                        "nats-server seals its requests, and xkey.seed is missing here",
                        "give the seed of the callout's xkey");
                return false;
            }
            if (request.sealed() && request.box() == null) {
                findings.fail(
                        "the xkey does not match: a request of nats-server does not open with xkey.seed",
                        "give the seed of the callout's xkey");
                return false;
            }
            if (!request.sealed() && settings.xkey() != null) {
                findings.fail(
                        "nats-server does not seal its requests, and xkey.seed is given here, so that they are"
                                + " dropped",
                        "add an xkey to the callout, or remove xkey.seed");
                return false;
            }
        }
        AuthorizationRequest request = seen.get(0).claims();
        if (request == null) {
            findings.fail("a request of nats-server cannot be read: is something else publishing there?");
            return false;
        }
        return subject(request) && isUnanswered(request, result);
    }

    /** In config mode the request is about the issuer, in operator mode about the AUTH account. */
    private boolean subject(AuthorizationRequest request) {
        String ours =
                auth == null ? settings.issuer(request.subject()).publicKey().text() : auth.text();
        if (request.subject().equals(ours)) {
            asked = true;
            findings.ok("nats-server asks the callout, and its request can be read"
                    + (settings.xkey() == null ? "" : " with our xkey"));
            return true;
        }
        findings.fail(
                "the issuer does not match: the callout of nats-server has " + request.subject()
                        + ", and issuer.seed is that of " + ours,
                "use the same pair on both sides"
                        + (auth == null ? "" : "; or the accounts are missing in our configuration"));
        return false;
    }

    /** Whether the server gave up waiting. */
    private boolean isUnanswered(AuthorizationRequest request, LoginResult result) {
        long seconds = Math.max(1, request.expiresAt() - request.issuedAt());
        if (conf == null) {
            AuthTimeout.check((double) seconds, settings.pipeline().budget(), "nats-server", findings);
        }
        if (result.took().compareTo(limit(seconds).minus(MARGIN)) >= 0) {
            findings.warn(
                    "no instance answers now",
                    "start one: gatehouse run; the log of one that runs says why it sends no answer");
            return true;
        }
        findings.ok("an instance already answers (in " + result.took().toMillis()
                + " ms), so logins into the accounts were not tried");
        return false;
    }

    /**
     * How long the server waits at least: as its file tells; else what its request's times are apart, each of which is cut to a
     * second, so that they may be up to a second further apart than it waits.
     */
    private Duration limit(long seconds) {
        Duration asked = Duration.ofSeconds(Math.max(Math.min(seconds, LONGEST_ANSWER.toSeconds()), seconds - 1));
        Duration written = conf == null ? asked : Duration.ofMillis((long) (conf.authTimeout() * 1000));
        return written.compareTo(asked) < 0 ? written : asked;
    }
}
