package io.gatehouse.warmup;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.crypto.BoxKeys;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.pipeline.Snapshot;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.PolicyRules;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is served during a warm-up: what is served in earnest, but with keys that were made for it alone.
 *
 * @param xkey what requests are sealed for; null when they come in the clear
 */
public record WarmupTarget(Snapshot snapshot, @Nullable Nkey xkey) {
    /** Whom its requests are for. */
    static final String SUBJECT = "AUTH";

    /** So many real users, besides one without permissions and limits. */
    private static final int SAMPLES = 15;

    /** The account of the user who is not real. */
    private static final String ACCOUNT = "WARMUP";

    /**
     * With keys made now.
     *
     * @param sealed whether requests come in boxes
     * @param issuerAccount as the responses name it
     * @param authorizer decides at once about the users {@code warmup-0} and so on
     */
    public static WarmupTarget of(boolean sealed, @Nullable Nkey issuerAccount, Authorizer authorizer) {
        CurveKey ours = sealed ? CurveKey.generate() : null;
        Snapshot snapshot = new Snapshot(
                new ResponseJwt(SigningKey.generate(NkeyKind.ACCOUNT), issuerAccount),
                ours == null ? null : new BoxKeys(ours, 1),
                Set.of(SUBJECT),
                authorizer);
        return new WarmupTarget(snapshot, ours == null ? null : ours.publicKey());
    }

    /**
     * Decides by the same classes as for real users about some of them, so that the answers have their permissions, limits and
     * tags; one user without any comes first.
     *
     * @param accounts where users are placed; their keys take no part
     * @param rules what they get; whom these may leave without an answer is not asked about
     */
    public static Authorizer authorizer(
            Accounts accounts, SessionLimit sessions, PolicyRules rules, Stream<Identity> users) {
        Accounts ours = accounts.withOtherKeys(ACCOUNT);
        Policy policy = new Policy(ours, Clock.systemUTC(), sessions, ValueHandling.REFUSE, rules);
        List<Identity> real = users.limit(SAMPLES).filter(policy::answers).toList();
        if (real.isEmpty() || rules.rules().isEmpty()) {
            Identity plain = Identity.of("sample", Entitlement.plain("warmup", ACCOUNT));
            return authorizer(
                    new Policy(ours, Clock.systemUTC(), sessions), Stream.concat(Stream.of(plain), real.stream()));
        }
        return authorizer(policy, real.stream());
    }

    private static Authorizer authorizer(Policy policy, Stream<Identity> users) {
        List<LookupResult> answers =
                users.<LookupResult>map(LookupResult.Found::new).toList();
        DirectoryChain chain = new ChainBuilder(forgetful(), LookupRecorder.NONE)
                .add(Match.ALL, new SampleDirectory(answers))
                .build();
        return new DirectoryAuthorizer(chain, policy);
    }

    /** Remembers for a moment only, so that the way of a credential that is not known is warmed up too. */
    private static LookupSettings forgetful() {
        CacheSettings usual = CacheSettings.DEFAULT;
        CacheSettings moment =
                new CacheSettings(Duration.ofMillis(1), usual.negativeTtl(), usual.jitter(), usual.maxBytes());
        return new LookupSettings(moment, FailureSettings.DEFAULT, LookupSettings.DEFAULT_LOOKUPS, true);
    }
}
