package io.gatehouse.directory.ldap.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the servers themselves tell of a user's wrong passwords.
 *
 * @param wrong how many of them count there
 * @param sinceRight the time since the user was let in there, or the password was set; null where they tell neither
 */
public record ServerCount(int wrong, @Nullable Duration sinceRight) {
    /** They tell nothing. */
    public static final ServerCount UNKNOWN = new ServerCount(0, null);

    /** With some that may have reached them since. */
    public ServerCount plus(int more) {
        return new ServerCount(wrong + more, sinceRight);
    }
}
