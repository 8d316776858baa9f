package io.gatehouse.cli;

import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All types of directories but for a cluster, which {@link EveryDirectoryAndPodsIT} has. */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres", "oidc-provider"})
@Tag("heavy")
class EveryDirectoryIT extends EveryDirectoryContract {
    @Override
    EveryDirectory backends(Path folder) throws Exception {
        return EveryDirectory.in(folder);
    }

    /** The provider is asked about it, with the credentials that Gatehouse has there. */
    @Test
    void aTokenThatIsNoJwtIsOfTheSameDirectory() {
        stage().logInByAnOpaqueToken();
    }

    /** Who had to wait for another's backend would not be let in: nats-server waits for two seconds. */
    @ParameterizedTest
    @EnumSource(names = {"PEOPLE", "STAFF"})
    void oneThatIsDownKeepsNobodyElseOut(Named down) throws Exception {
        stage().assertOthersAreServedWithout(down);
    }

    @Test
    void aServiceThatIsDownKeepsNobodyOutWhomItIsNotAskedAbout() throws Exception {
        stage().assertOthersAreServedWithout(Named.WEB, Named.MACHINES, Named.PARTNERS);
    }

    /** The one directory whose backend is not asked about logins; it is not started again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void tokensAreVerifiedByKeysThatAreKnown() throws Exception {
        var client = stage().directories().client(stage().stage(), Named.SSO);
        stage().directories().stop(Named.SSO);
        try (Client alice = new Client(client)) {
            alice.says(Named.SSO.subject());
        }
    }
}
