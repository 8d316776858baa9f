package io.gatehouse.cli.check;

import io.gatehouse.cli.check.conf.ServerConf;
import io.gatehouse.cli.check.finding.Findings;

/** Where clients may bring long tokens: says how long a login may be. */
final class LongCredentialsCheck {
    private LongCredentialsCheck() {}

    static void run(ServerConf conf, Findings findings) {
        findings.ok("the server takes logins of up to " + conf.maxControlLine()
                + " bytes, the client's token and all else it sends (max_control_line); it ends the connection of who brings"
                + " more");
    }
}
