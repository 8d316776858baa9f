package io.gatehouse.policy.entitlement;

import static io.gatehouse.policy.entitlement.ConnectionType.IN_PROCESS;
import static io.gatehouse.policy.entitlement.ConnectionType.LEAFNODE;
import static io.gatehouse.policy.entitlement.ConnectionType.LEAFNODE_WS;
import static io.gatehouse.policy.entitlement.ConnectionType.MQTT;
import static io.gatehouse.policy.entitlement.ConnectionType.MQTT_WS;
import static io.gatehouse.policy.entitlement.ConnectionType.STANDARD;
import static io.gatehouse.policy.entitlement.ConnectionType.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.policy.SampleRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionTypeTest {
    @Test
    void tellsTheTypeFromTheServersWords() {
        assertThat(of("10.0.0.1", "Client", "nats")).containsExactly(STANDARD);
        assertThat(of("10.0.0.1", "Client", "websocket")).containsExactly(WEBSOCKET);
        assertThat(of("10.0.0.1", "Client", "mqtt")).containsExactlyInAnyOrder(MQTT, MQTT_WS);
        assertThat(of("10.0.0.1", "Leafnode", "")).containsExactlyInAnyOrder(LEAFNODE, LEAFNODE_WS);
    }

    @Test
    void takesAClientWithoutAnAddressForOneInTheServersOwnProcess() {
        assertThat(of("", "Client", "nats")).containsExactly(IN_PROCESS);
    }

    @Test
    void knowsNoTypeOfAKindThatItDoesNotKnow() {
        assertThat(of("10.0.0.1", "Client", "quic")).isEmpty();
        assertThat(of("10.0.0.1", "Router", "nats")).isEmpty();
        assertThat(of("10.0.0.1", "", "")).isEmpty();
    }

    @Test
    void readsItsNameInAnyCase() {
        assertThat(ConnectionType.parse("leafnode_ws")).isEqualTo(LEAFNODE_WS);
        assertThat(ConnectionType.parse("Standard")).isEqualTo(STANDARD);
        assertThatThrownBy(() -> ConnectionType.parse("tcp"))
                .hasMessageStartingWith("\"tcp\" is none of standard, websocket,");
    }

    private static Set<ConnectionType> of(String host, String kind, String type) {
        return ConnectionType.of(
                SampleRequest.client().host(host).connection(kind, type).build().client());
    }
}
