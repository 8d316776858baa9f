package io.gatehouse.cli;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import io.gatehouse.testbed.pki.IssuedCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** A client by MQTT. It has no queue groups, and its topics are subjects with slashes for dots. */
final class MqttBusDoor implements BusDoor {
    private final Mqtt3BlockingClient client;
    private final HeardTexts heard = new HeardTexts();

    MqttBusDoor(int port, IssuedCertificate certificate, X509Certificate root) throws Exception {
        client = Mqtt3Client.builder()
                .identifier("attacker" + System.nanoTime())
                .serverHost("127.0.0.1")
                .serverPort(port)
                .sslConfig()
                .keyManagerFactory(certificate.keys())
                .trustManagerFactory(IssuedCertificate.trust(root))
                .applySslConfig()
                .buildBlocking();
        client.connect();
        client.toAsync()
                .publishes(MqttGlobalPublishFilter.ALL, publish -> heard.add(Mail.text(publish.getPayloadAsBytes())));
    }

    @Override
    public void listen(String subject, String queue) {
        try {
            client.subscribeWith().topicFilter(topic(subject)).send();
        } catch (Mqtt3SubAckException | MqttSessionExpiredException e) {
            // The server refuses it, which is for the test to see by what is heard.
        }
    }

    @Override
    public void say(String subject, String text) {
        client.publishWith().topic(topic(subject)).payload(Mail.bytes(text)).send();
    }

    private static String topic(String subject) {
        return subject.replace('.', '/').replace('*', '+').replace('>', '#');
    }

    @Override
    public boolean awaitHeard(Duration patience) throws InterruptedException {
        return heard.await(patience);
    }

    @Override
    public List<String> heard() {
        return heard.all();
    }

    @Override
    public void close() {
        if (client.getState().isConnected()) {
            client.disconnect();
        }
    }
}
