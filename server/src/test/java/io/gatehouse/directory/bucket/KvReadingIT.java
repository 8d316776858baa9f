package io.gatehouse.directory.bucket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.users.RecordKind;
import io.gatehouse.nats.Attempt;
import io.gatehouse.nats.Server;
import io.gatehouse.nats.ServerUrl;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import io.nats.client.KeyValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reading of a bucket over a connection that does not last. */
@Timeout(60)
@AgainstNatsServer
@SuppressWarnings("try") // closing may be interrupted
class KvReadingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The connection, which is lost just before messages are to come over it. */
    private static Connection lostInTime(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("createDispatcher")) {
                        connection.close();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aConnectionThatIsLostAtOnceIsNoMistake() throws Exception {
        try (NatsServer server = NatsServer.start("jetstream { store_dir: \"${dir}/js\" }");
                Connection connection = TestBucket.connect(server)) {
            KeyValue unused = TestBucket.create(connection);
            KvTable table = new KvTable(
                    new KvRecordReader("USERS", RecordKind.USERS, NameForm.EXACT, 1, mistake -> {}),
                    RecordListener.NONE);
            KvReading reading = new KvReading(
                    new Attempt(new Server(ServerUrl.of(server.url()), "127.0.0.1")),
                    new KvApi(lostInTime(connection), new KvNames("USERS"), PATIENCE),
                    table,
                    KvWindow.ofProcess());

            assertThatThrownBy(() -> reading.run(() -> true, () -> {}, () -> {}, () -> {}, full -> {}))
                    .isInstanceOf(KvException.class)
                    .hasMessage(KvException.LOST);
        }
    }
}
