package io.gatehouse.service.explain;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainTrace;
import io.gatehouse.directory.chain.DirectoryAnswer;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryNames;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.pipeline.message.Envelope;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.UndecidedException;
import io.gatehouse.policy.Verdict;
import io.gatehouse.policy.rule.RuleTrace;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.RequestSubjects;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes logins through the gate, the chain and the policy of a configuration, each through new ones so that no login is remembered,
 * and tells how they end and why. Connects to nothing but what directories connect to, and changes nothing.
 */
public final class Explainer implements AutoCloseable {
    private final GatehouseSettings settings;
    private final Clock clock;
    private final int maxPayload;
    private final RequestMessages messages;
    private final PasswordChecks checks;
    private final Policy policy;
    private @Nullable ExplainedDirectories directories;

    /**
     * Of a configuration.
     *
     * @param clock the time of the logins
     * @param maxPayload what nats-server takes in one message, in bytes
     */
    public Explainer(GatehouseSettings settings, Clock clock, int maxPayload) {
        this.settings = settings;
        this.clock = clock;
        this.maxPayload = maxPayload;
        this.messages = new RequestMessages(settings, clock);
        this.checks = new PasswordChecks(settings.passwords(), PasswordChecksRecorder.NONE);
        this.policy = ExplainedPolicy.of(settings, clock);
    }

    /**
     * Opens the directories.
     *
     * @param patience how long those are waited for that cannot answer yet
     * @throws RuntimeException when one cannot be used
     */
    public Explainer openDirectories(Duration patience) {
        directories = ExplainedDirectories.open(settings.directories(), checks, settings.nats(), patience);
        return this;
    }

    /** A login that the directories are asked about. */
    public Explanation explain(ExplainedLogin login) {
        return explain(messages.of(login), this::addDirectories);
    }

    /** A login of an identity that is taken as it is. */
    public Explanation explain(ExplainedLogin login, Identity assumed) {
        return explain(
                messages.of(login),
                chain -> chain.trace.add(
                        chain.builder,
                        DirectoryNames.PLAIN,
                        Match.ALL,
                        new AssumedDirectory(assumed),
                        settings.lookups().cache()));
    }

    /**
     * A request that was captured.
     *
     * @param serverXkey the header {@code Nats-Server-Xkey} that came with it; null when it had none
     */
    public Explanation explainCaptured(byte[] body, @Nullable String serverXkey) {
        return explain(RequestMessages.captured(body, serverXkey), this::addDirectories);
    }

    private void addDirectories(Chain chain) {
        ExplainedDirectories opened = directories;
        if (opened == null) {
            throw new IllegalStateException("the directories are not open");
        }
        opened.addTo(chain.builder, chain.trace);
    }

    private Explanation explain(Envelope message, Consumer<Chain> directoriesOf) {
        Chain chain = new Chain(new ChainBuilder(settings.lookups(), LookupRecorder.NONE), new ChainTrace());
        directoriesOf.accept(chain);
        Snapshot snapshot = new Snapshot(
                new ResponseJwt(settings.issuer(), settings.issuerAccount()),
                boxes(settings.xkey()),
                RequestSubjects.of(settings),
                new DirectoryAuthorizer(chain.builder.build(), policy));
        Decision decision = SingleLogin.decide(settings.pipeline(), snapshot, message, clock, maxPayload);
        List<DirectoryAnswer> answers = decision.request() == null ? List.of() : chain.trace.answers();
        return new Explanation(decision, answers, rules(decision, answers), granted(decision));
    }

    /** Of the identity that was found, also where it could not be decided about. */
    private List<RuleTrace> rules(Decision decision, List<DirectoryAnswer> answers) {
        AuthorizationRequest request = decision.request();
        Identity identity = identity(decision, answers);
        if (request == null || identity == null) {
            return List.of();
        }
        try {
            return policy.trace(identity, policy.separator().withoutAccount(request));
        } catch (UndecidedException e) {
            // The decision tells what kept the rules from being looked at.
            return List.of();
        }
    }

    private static @Nullable Identity identity(Decision decision, List<DirectoryAnswer> answers) {
        Identity identity = decision.identity();
        return identity != null
                ? identity
                : answers.stream()
                        .map(DirectoryAnswer::result)
                        .filter(Found.class::isInstance)
                        .map(result -> ((Found) result).identity())
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable GrantedClaims granted(Decision decision) {
        AuthorizationRequest request = decision.request();
        if (request == null || !(decision.verdict() instanceof Verdict.Granted granted)) {
            return null;
        }
        long now = clock.millis() / 1000;
        return GrantedClaims.of(granted, request.userNkey(), now);
    }

    private static @Nullable BoxKeys boxes(@Nullable CurveKey xkey) {
        return xkey == null ? null : new BoxKeys(xkey, 1);
    }

    @Override
    public void close() {
        if (directories != null) {
            directories.close();
        }
        checks.close();
    }

    private record Chain(ChainBuilder builder, ChainTrace trace) {}
}
