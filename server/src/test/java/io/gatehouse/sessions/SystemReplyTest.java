package io.gatehouse.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.jwt.ClaimsException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers answer, as nats-server 2.15.3 writes it. */
class SystemReplyTest {
    private static final String SERVER =
            "{\"server\":{\"name\":\"n1\",\"host\":\"h\",\"id\":\"NABC\",\"ver\":\"2.15.3\"}";

    private static SystemReply<SessionPage> parse(String json) throws ClaimsException {
        return SystemReply.parse(json.getBytes(StandardCharsets.UTF_8), SessionPage::read);
    }

    @Test
    void aPageOfSessionsIsRead() throws Exception {
        SystemReply<SessionPage> reply = parse(SERVER + """
                ,"data":{"server_id":"NABC","now":"2026-11-29T09:00:10.5Z","num_connections":2,"total":7,"offset":0,
                "limit":1024,"connections":[
                {"cid":5,"kind":"Client","type":"nats","ip":"127.0.0.1","port":4000,"start":"2026-11-29T10:00:00.25+01:00",
                "name":"app","lang":"go","authorized_user":"alice","account":"APP1","issuer_key":"AKEY","tags":["a","gatehouse-crl:0f","b"],"subscriptions":3},
                {"cid":6,"kind":"Leafnode","ip":"::1","port":1,"start":"2026-11-29T09:00:11Z"}]}}
                """);

        SessionPage page = Objects.requireNonNull(reply.data());
        assertThat(reply.error()).isNull();
        assertThat(page.total()).isEqualTo(7);
        ServerSession alice = page.sessions().get(0);
        assertThat(alice.server()).isEqualTo("NABC");
        assertThat(alice.serverName()).isEqualTo("n1");
        assertThat(alice.cid()).isEqualTo(5);
        assertThat(alice.user()).isEqualTo("alice");
        assertThat(alice.account()).isEqualTo("APP1");
        assertThat(alice.issuerKey()).isEqualTo("AKEY");
        assertThat(alice.marks()).containsExactly("gatehouse-crl:0f");
        assertThat(alice.address()).isEqualTo("127.0.0.1:4000");
        assertThat(alice.age()).isEqualTo(Duration.ofMillis(10_250));
        ServerSession leaf = page.sessions().get(1);
        assertThat(leaf.kind()).isEqualTo("Leafnode");
        assertThat(leaf.address()).isEqualTo("[::1]:1");
        assertThat(leaf.user()).isEmpty();
        assertThat(leaf.issuerKey()).isEmpty();
        assertThat(leaf.age()).isNegative();
    }

    @Test
    void anErrorAndTheNumberOfServersAreRead() throws Exception {
        assertThat(parse(SERVER + ",\"error\":{\"code\":500,\"description\":\"no such client or leafnode id\"}}")
                        .error())
                .isEqualTo("no such client or leafnode id");
        assertThat(parse(SERVER + ",\"statsz\":{\"mem\":1,\"active_servers\":3}}")
                        .servers())
                .isEqualTo(3);
    }

    @Test
    void whatDoesNotSayWhoAnswersOrWhatTimeItIsIsNotUnderstood() {
        assertThatThrownBy(() -> parse("{\"statsz\":{\"active_servers\":3}}")).isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> parse(SERVER + ",\"data\":{\"connections\":[],\"now\":\"2026-11-29T09:00:10Z\"}}"))
                .isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> parse(SERVER + ",\"data\":{\"now\":\"yesterday\",\"connections\":[]}}"))
                .isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> parse("[]")).isInstanceOf(ClaimsException.class);
    }

    /** Questions to a server have its key in their subject. */
    @ParameterizedTest
    @ValueSource(strings = {"", "N ABC", "N.ABC", "*", ">", "N\\r\\nPUB x 0"})
    void aKeyThatIsNoneIsNotUnderstood(String id) {
        assertThatThrownBy(() -> parse("{\"server\":{\"name\":\"n1\",\"id\":\"" + id + "\"},\"data\":{}}"))
                .isInstanceOf(ClaimsException.class)
                .hasMessageContaining("who it is");
    }

    @Test
    void aQuestionHasWhatItAsksForAndNoMore() {
        assertThat(new String(new SessionQuery("a\"b", "APP1").json(0, 10), StandardCharsets.UTF_8))
                .isEqualTo("{\"auth\":true,\"user\":\"a\\\"b\",\"acc\":\"APP1\",\"limit\":10}");
        assertThat(new String(SessionQuery.ALL.json(20, 10), StandardCharsets.UTF_8))
                .isEqualTo("{\"auth\":true,\"offset\":20,\"limit\":10}");
    }
}
