package io.gatehouse.cli.check;

import io.gatehouse.claims.AuthorizationRequest;
import io.gatehouse.claims.UserToken;
import io.gatehouse.config.GatehouseSettings;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.directory.file.UsersFile;
import io.gatehouse.transport.ClientLogin;
import io.gatehouse.transport.NoConnectionException;
import io.gatehouse.transport.Preflight.Facts;
import io.gatehouse.transport.Preflight.LoginResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Looks at a live server: who it is, and what really becomes of a client that nobody knows. */
final class LiveCheck {
    private static final Duration SMALL = Duration.ofSeconds(1);

    /** A refusal that comes this long before the server's own limit was somebody's answer. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    private final GatehouseSettings settings;
    private final @Nullable Nkey auth;
    private final Clock clock;
    private final Findings findings;

    LiveCheck(GatehouseSettings settings, @Nullable UserToken service, Clock clock, Findings findings) {
        this.settings = settings;
        this.auth = service == null ? null : service.account();
        this.clock = clock;
        this.findings = findings;
    }

    void run(Probe.Source source, @Nullable UsersFile users) throws InterruptedException {
        try (Probe probe = source.connect(settings.nats())) {
            server(probe.facts());
            if (stranger(probe)) {
                new PlacementCheck(settings, auth, clock, findings).run(probe, users);
            }
        } catch (NoConnectionException e) {
            findings.fail(
                    e.refused()
                            ? "nats-server refuses the service's login: check its credentials, and that its user is in"
                                    + " auth_users of the callout"
                            : "no connection to nats-server (" + e.getMessage()
                                    + "): check nats.url, and that it runs; --offline leaves this out");
        }
    }

    private void server(Facts facts) {
        if (facts.hasAuthCallout()) {
            findings.ok("connected to nats-server " + facts.name() + ", version " + facts.version()
                    + (facts.account() == null ? "" : ", in account " + facts.account()));
        } else {
            findings.fail("nats-server " + facts.version() + " has no auth callout: install 2.10 or newer");
        }
        if (facts.clockAhead() != null) {
            clock(facts.clockAhead());
        }
    }

    private void clock(Duration ahead) {
        Duration ours = ahead.negated();
        if (ours.compareTo(settings.pipeline().clockDrift().plus(SMALL)) > 0) {
            findings.fail(
                    "our clock is " + ours.toMillis() + " ms ahead of the server's, so that requests arrive expired:"
                            + " set the clocks (NTP), or raise callout.clock_drift");
        } else if (ahead.abs().compareTo(SMALL) > 0) {
            findings.warn("our clock and the server's are " + ahead.abs().toMillis()
                    + " ms apart, so that sessions end early or late: set the clocks (NTP)");
        } else {
            findings.ok("our clock and the server's agree");
        }
    }

    /** Lets an unknown client log in; whether we could answer, and nobody else does. */
    private boolean stranger(Probe probe) throws NoConnectionException {
        Sealing sealing = new Sealing(settings.xkey());
        List<Sealing.Opened> seen = new CopyOnWriteArrayList<>();
        ClientLogin client = ProbeClient.fresh(auth, settings.issuer(), clock);
        LoginResult result = probe.login(client, request -> {
            seen.add(sealing.open(request));
            return null;
        });
        if (result.accepted()) {
            findings.fail(
                    "nats-server lets a client in that nobody knows: it has no callout, or another directory than this"
                            + " lets everybody in; enable the auth callout");
            return false;
        }
        if (seen.isEmpty()) {
            nothingSeen();
            return false;
        }
        return readable(seen, result);
    }

    private void nothingSeen() {
        findings.fail(
                auth == null
                        ? "nats-server refuses an unknown client without asking the callout: add auth_callout to its"
                                + " configuration, with the account that the service's user is in"
                        : "nats-server refuses an unknown client of account " + auth
                                + " without asking the callout: the"
                                + " account has no callout (nsc edit authcallout), or issuer.seed is none of its keys");
    }

    private boolean readable(List<Sealing.Opened> seen, LoginResult result) {
        for (Sealing.Opened request : seen) {
            if (request.sealed() && settings.xkey() == null) {
                findings.fail("nats-server seals its requests, and xkey.seed is missing here: give the seed of the"
                        + " callout's xkey");
                return false;
            }
            if (request.sealed() && request.box() == null) {
                findings.fail(
                        "the xkey does not match: a request of nats-server does not open with xkey.seed: give the seed"
                                + " of the callout's xkey");
                return false;
            }
            if (!request.sealed() && settings.xkey() != null) {
                findings.fail("nats-server does not seal its requests, and xkey.seed is given here, so that they are"
                        + " dropped: add an xkey to the callout, or remove xkey.seed");
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
        String ours = auth == null ? settings.issuer().publicKey().text() : auth.text();
        if (request.subject().equals(ours)) {
            findings.ok("nats-server asks the callout, and its request can be read"
                    + (settings.xkey() == null ? "" : " with our xkey"));
            return true;
        }
        findings.fail("the issuer does not match: the callout of nats-server has " + request.subject()
                + ", and issuer.seed is that of " + ours + ": use the same pair on both sides"
                + (auth == null ? "" : "; or the accounts are missing in our configuration"));
        return false;
    }

    /** Whether the server gave up waiting; how long it waits is what its request's times are apart. */
    private boolean isUnanswered(AuthorizationRequest request, LoginResult result) {
        Duration limit = Duration.ofSeconds(Math.max(1, request.expiresAt() - request.issuedAt()));
        if (result.took().compareTo(limit.minus(MARGIN)) >= 0) {
            findings.ok("no instance answers now");
            return true;
        }
        findings.ok("an instance answers already (in " + result.took().toMillis()
                + " ms); whether it places users was not tried");
        return false;
    }
}
