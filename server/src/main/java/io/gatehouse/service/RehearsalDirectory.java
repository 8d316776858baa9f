package io.gatehouse.service;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.DirectoryAuthorizer;
import io.gatehouse.directory.chain.DirectoryChain;
import io.gatehouse.directory.chain.FixedDirectory;
import io.gatehouse.directory.chain.LookupSettings;
import io.gatehouse.directory.chain.Match;
import io.gatehouse.directory.guard.FailureSettings;
import io.gatehouse.policy.Authorizer;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import java.time.Clock;
import java.time.Duration;

/** Knows one made-up user of a made-up account, for the rehearsal before the first request. */
final class RehearsalDirectory {
    private RehearsalDirectory() {}

    /** Decides through the same rooms as for real users. */
    static Authorizer authorizer() {
        Policy policy = new Policy(Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)), Clock.systemUTC());
        LookupResult found =
                new LookupResult.Found(Identity.of("rehearsal", Entitlement.plain("rehearsal", "REHEARSAL")));
        DirectoryChain chain = new ChainBuilder(forgetful(), LookupRecorder.NONE)
                .add(Match.ALL, new FixedDirectory(found))
                .build();
        return new DirectoryAuthorizer(chain, policy);
    }

    /** Remembers for a moment only, so that the way of a credential that is not known is rehearsed too. */
    private static LookupSettings forgetful() {
        CacheSettings usual = CacheSettings.DEFAULT;
        CacheSettings moment =
                new CacheSettings(Duration.ofMillis(1), usual.negativeTtl(), usual.jitter(), usual.maxBytes());
        return new LookupSettings(moment, FailureSettings.DEFAULT, LookupSettings.DEFAULT_LOOKUPS, true);
    }
}
