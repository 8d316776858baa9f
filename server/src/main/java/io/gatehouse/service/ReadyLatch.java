package io.gatehouse.service;

import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.ServerVersion;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.transport.ConnectionRecorder;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what it hears of the connection, opens a latch when requests can arrive for the first time, and lets the others
 * know what the server says of itself and of us.
 *
 * @param subscribed told each time that requests can arrive
 * @param operatorMode whether users are placed by the keys of accounts, and not by names
 * @param allowed learns which account we are in
 * @param directories learn the server's version, and look again whom they cannot let in
 * @param policy may say something of the server's version
 */
record ReadyLatch(
        ConnectionRecorder next,
        Runnable subscribed,
        CountDownLatch latch,
        boolean operatorMode,
        AllowedAccounts allowed,
        Directories directories,
        PolicySettings policy)
        implements ConnectionRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyLatch.class);

    @Override
    public void server(String version) {
        directories.servedBy(version);
        String warning = policy.warning(ServerVersion.of(version));
        if (warning != null) {
            LOG.warn(warning);
        }
    }

    @Override
    public void connected() {
        next.connected();
        directories.reconsider();
    }

    @Override
    public void disconnected() {
        next.disconnected();
    }

    @Override
    public void subscribed(boolean now) {
        next.subscribed(now);
        if (now) {
            this.subscribed.run();
            latch.countDown();
        }
    }

    @Override
    public void unable(String why) {
        next.unable(why);
    }

    @Override
    public void maxPayload(int bytes) {
        next.maxPayload(bytes);
    }

    @Override
    public void account(String name) {
        if (allowed.own(name)) {
            LOG.error(
                    "nats-server says that the service's user is in account {}, and has named another account before: {}",
                    name,
                    operatorMode
                            ? "check that nats.creds is of the account whose JWT has the callout"
                            : "no user is placed in either of them, unless callout.allowed_accounts names it");
        }
        next.account(name);
        directories.reconsider();
    }

    @Override
    public void linkEnded(String why) {
        next.linkEnded(why);
    }

    @Override
    public void draining() {
        next.draining();
    }
}
