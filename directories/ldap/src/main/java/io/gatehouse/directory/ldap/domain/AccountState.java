package io.gatehouse.directory.ldap.domain;

import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.policy.DenyReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the entry of a user says of logins that the server would refuse whatever the password: disabled or expired in Active Directory,
 * locked by an administrator elsewhere. A lockout after wrong passwords is none of it, or whoever guesses could close somebody's
 * sessions; nor is a password that has expired, which ends no session of Windows either.
 *
 * @param control flags of Active Directory; null where there are none
 * @param expires when the account ends there, in 100 ns from 1601 on, two values of which stand for never; null for nothing
 * @param locked whether FreeIPA or 389 Directory Server refuses the user; null for nothing
 * @param lockedSince since when OpenLDAP's password policy does; null for nothing
 */
public record AccountState(
        @Nullable Integer control,
        @Nullable Long expires,
        @Nullable String locked,
        @Nullable String lockedSince) {
    public static final String CONTROL = "userAccountControl";
    public static final String EXPIRES = "accountExpires";
    public static final String LOCKED = "nsAccountLock";
    public static final String LOCKED_SINCE = "pwdAccountLockedTime";

    /** The attributes that tell. */
    public static final List<String> ATTRIBUTES = List.of(CONTROL, EXPIRES, LOCKED, LOCKED_SINCE);

    private static final int DISABLED = 2;
    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final long TICKS_PER_SECOND = 10_000_000;

    /** In the place of a time: an administrator has locked the account. */
    private static final String FOR_GOOD = "000001010000Z";

    /** Why nobody is let in as the user; empty where the entry says nothing of the kind. */
    public Optional<Rejected> refusal(Instant now) {
        if (control != null && (control & DISABLED) != 0) {
            return Optional.of(new Rejected(DenyReason.DISABLED, "account_disabled"));
        }
        if (hasExpired(now)) {
            return Optional.of(new Rejected(DenyReason.EXPIRED, "account_expired"));
        }
        return "TRUE".equalsIgnoreCase(locked) || FOR_GOOD.equals(lockedSince)
                ? Optional.of(new Rejected(DenyReason.LOCKED, "account_locked"))
                : Optional.empty();
    }

    private boolean hasExpired(Instant now) {
        return expires != null
                && expires != 0
                && expires != Long.MAX_VALUE
                && !EPOCH.plusSeconds(expires / TICKS_PER_SECOND).isAfter(now);
    }
}
