package io.gatehouse.load.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.load.options.LoadException;
import io.gatehouse.testbed.junit.NeedsTool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each backend lets its users in when it is asked without Gatehouse. */
class BackendsIT {
    private static final int USERS = 20;

    private static void asksAboutEachUser(BackendKind kind) {
        try (BackendServer backend = kind.start(USERS);
                BackendSession session = backend.connect()) {
            for (int i = 0; i < backend.users().size(); i++) {
                session.ask(i);
            }
            assertThat(backend.users().size()).isEqualTo(USERS);
            assertThat(backend.settings()).contains("directories.people.type=" + kind.type());
        }
    }

    @Test
    void aWebService() {
        asksAboutEachUser(BackendKind.HTTP);
    }

    @Test
    @NeedsTool("slapd")
    void openLdap() {
        asksAboutEachUser(BackendKind.LDAP);
    }

    @Test
    @NeedsTool("postgres")
    void postgres() {
        asksAboutEachUser(BackendKind.POSTGRES);
    }

    @Test
    @NeedsTool("oidc-provider")
    void anOpenIdProvider() {
        asksAboutEachUser(BackendKind.OIDC);
    }

    @Test
    void aWebServiceCarriesAsManyAsItsPlacesDo() {
        try (WebUsers server = WebUsers.start(USERS, 4, Duration.ofMillis(20))) {
            double perSecond = DirectLoad.perSecond(server, 4, Duration.ofMillis(500), Duration.ofSeconds(4));

            assertThat(perSecond).isBetween(50.0, 210.0);
            assertThat(server.most()).isEqualTo(4);
            assertThat(server.refused()).isZero();
        }
    }

    @Test
    void oneMoreThanItsPlacesIsRefused() {
        try (WebUsers server = WebUsers.start(USERS, 1, Duration.ofMillis(100))) {
            assertThatThrownBy(() -> DirectLoad.perSecond(server, 3, Duration.ZERO, Duration.ofSeconds(1)))
                    .isInstanceOf(LoadException.class);
            assertThat(server.refused()).isPositive();
        }
    }
}
