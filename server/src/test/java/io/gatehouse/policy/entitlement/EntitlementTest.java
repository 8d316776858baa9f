package io.gatehouse.policy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.Limits;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.source.Sources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntitlementTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "a\u0000b", "a\u0007b", "a\u0085b", "\ud800", "a\udc00b"})
    void hasNoTextThatIsEmptyOrHasControlCharacters(String text) {
        assertRefused(() -> Entitlements.alice().name(text).build());
        assertRefused(() -> Entitlements.alice().role(text).build());
        assertRefused(() -> Entitlements.alice().tags("blue", text).build());
        assertRefused(() -> new Identity("directory", text, Map.of(), Set.of(), null));
        if (!text.isBlank()) {
            assertRefused(() -> Entitlements.alice().account(text).build());
        }
    }

    @Test
    void takesEveryCharacterThatIsOne() {
        assertThat(Entitlements.alice().name("Zoë 👩 日本").build().name()).isEqualTo("Zoë 👩 日本");
    }

    @Test
    void hasNoLimitThatMakesAUserUseless() {
        assertRefused(() -> limits(0, -1, -1));
        assertRefused(() -> limits(-1, -1, 0));
        assertRefused(() -> limits(-2, -1, -1));
        assertRefused(() -> limits(-1, -2, -1));
        assertRefused(() -> limits(-1, -1, Long.MIN_VALUE));
        assertThat(limits(1, 0, 1).claims()).isEqualTo(new Limits(1, 0, 1, List.of(), List.of(), null));
    }

    @Test
    void tellsAnyTypeOfConnectionFromNone() {
        assertRefused(() -> ConnectionTypes.of(List.of()));
        assertThat(ConnectionTypes.ANY.names()).isEmpty();
        assertThat(ConnectionTypes.of(List.of(ConnectionType.WEBSOCKET, ConnectionType.STANDARD))
                        .names())
                .containsExactly("STANDARD", "WEBSOCKET");
    }

    @ParameterizedTest
    @EnumSource(
            value = ConnectionType.class,
            names = {"MQTT", "MQTT_WS", "LEAFNODE", "LEAFNODE_WS"})
    void namesBothTypesThatTheServerDoesNotTellApart(ConnectionType one) {
        assertThatThrownBy(() -> ConnectionTypes.of(List.of(one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be enforced");
    }

    private static UserLimits limits(long subs, long data, long payload) {
        return new UserLimits(subs, data, payload, Sources.ANY, Hours.ANY);
    }

    private static void assertRefused(Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }
}
