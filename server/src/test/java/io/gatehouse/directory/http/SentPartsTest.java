package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.policy.SampleRequest;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a login is what an answer may depend on, and nothing else is told. */
class SentPartsTest {
    static AuthorizationRequest login() {
        AuthorizationRequest login = SampleRequest.login("alice", "secret");
        ClientTls tls = new ClientTls("1.3", "TLS_AES_128_GCM_SHA256", List.of(), List.of(List.of("PEM-1", "PEM-2")));
        return new AuthorizationRequest(
                login.subject(), 0, 0, login.server(), login.userNkey(), login.client(), login.connect(), tls, null);
    }

    private static String told(Set<SentPart> parts) {
        return new String(LoginJson.of(login(), parts), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(SentPart.class)
    void tellsEachPartAloneOrNot(SentPart part) {
        String alone = told(Set.of(part));
        String without = told(EnumSet.complementOf(EnumSet.of(part)));
        String word = switch (part) {
            case HOST -> "10.1.2.3";
            case CONNECTION -> "\"kind\":\"Client\",\"type\":\"nats\"";
            case CLIENT_NAME, MQTT_ID -> "";
            case LIBRARY -> "\"library\":\"go\",\"library_version\":\"1.40.0\"";
            case SERVER -> "\"cluster\":\"east\"";
            case ACCOUNT -> "\"account\":\"ACCOUNT\"";
            case TLS -> "\"version\":\"1.3\"";
            case CERTIFICATE -> "[\"PEM-1\",\"PEM-2\"]";
        };
        if (!word.isEmpty()) {
            assertThat(alone).contains(word);
            assertThat(without).doesNotContain(word);
        }
    }

    @Test
    void readsWhatItTells() {
        for (SentPart part : SentPart.values()) {
            try (ScriptedService service = new ScriptedService()) {
                HttpDirectorySettings settings = service.settings(
                        HttpMode.JSON, StatusMethod.POST, StatusBody.JSON, "/", List.of(), Set.of(part), false);
                assertThat(new JsonExchange(settings).reads())
                        .containsExactlyInAnyOrder(LoginPart.USER, LoginPart.PASSWORD, LoginPart.TOKEN, part.part());
            }
        }
    }
}
