package io.gatehouse.claims.account;

import java.util.List;

/**
 * An export of an account: a stream or a service that other accounts can import.
 *
 * @param type {@code stream} or {@code service}
 * @param responseType of a service: {@code Singleton}, {@code Stream} or {@code Chunked}; empty for the default
 * @param accountTokenPosition which token of the subject must be the importing account's key, from 1; 0 for none
 */
public record AccountExport(
        String name, String subject, String type, String responseType, long accountTokenPosition, String description) {
    /** What a system account exports, so that other accounts can watch themselves. */
    public static final List<AccountExport> SYSTEM = List.of(
            new AccountExport(
                    "account-monitoring-streams", "$SYS.ACCOUNT.*.>", "stream", "", 3, "Events of the account"),
            new AccountExport(
                    "account-monitoring-services",
                    "$SYS.REQ.ACCOUNT.*.*",
                    "service",
                    "Stream",
                    4,
                    "SUBSZ, CONNZ, LEAFZ, JSZ and INFO of the account"));
}
