package io.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxKeysTest {
    private static final Nkey SERVER = SigningKey.generate(NkeyKind.SERVER).publicKey();

    private final CurveKey ours = CurveKey.generate();

    @Test
    void opensWhatAPeerSealed() {
        CurveKey peer = CurveKey.generate();
        BoxKeys keys = new BoxKeys(ours, 2);

        byte[] box = peer.boxKey(keys.publicKey()).seal(new byte[] {7});

        assertThat(keys.with(peer.publicKey().text()).open(box)).containsExactly(7);
    }

    @Test
    void remembersOnlyAConfirmedPeer() {
        BoxKeys keys = new BoxKeys(ours, 2);
        String peer = newPeer();

        BoxKey first = keys.with(peer);
        assertThat(keys.known(peer)).isNull();
        assertThat(keys.size()).isZero();

        keys.confirm(first, SERVER);
        keys.confirm(keys.with(peer), SERVER);
        assertThat(keys.known(peer)).isSameAs(first);
        assertThat(keys.with(peer)).isSameAs(first);
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void remembersWhoseAPeerIs() {
        BoxKeys keys = new BoxKeys(ours, 2);
        BoxKey box = keys.with(newPeer());
        assertThat(box.server()).isNull();

        keys.confirm(box, SERVER);
        assertThat(keys.with(box.peer().text()).server()).isEqualTo(SERVER);

        Nkey other = SigningKey.generate(NkeyKind.SERVER).publicKey();
        keys.confirm(box, other);
        assertThat(keys.with(box.peer().text()).server()).isEqualTo(other);
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        BoxKeys keys = new BoxKeys(ours, 3);
        for (int i = 0; i < 10; i++) {
            keys.confirm(keys.with(newPeer()), SERVER);
        }
        assertThat(keys.size()).isEqualTo(3);
    }

    @Test
    void keepsThePeersAtWorkWhileNewcomersPushOutOneAnother() {
        BoxKeys keys = new BoxKeys(ours, 4);
        List<String> servers = List.of(newPeer(), newPeer(), newPeer());
        servers.forEach(server -> keys.confirm(keys.with(server), SERVER));

        for (int i = 0; i < 20; i++) {
            servers.forEach(keys::with);
            keys.confirm(keys.with(newPeer()), SERVER);
        }

        assertThat(servers).allSatisfy(server -> assertThat(keys.known(server)).isNotNull());
        assertThat(keys.size()).isEqualTo(4);
    }

    @Test
    void holdsItsBoundWhenManyThreadsConfirm() {
        BoxKeys keys = new BoxKeys(ours, 8);
        List<String> peers = IntStream.range(0, 16).mapToObj(i -> newPeer()).toList();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            running.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 20; round++) {
                    peers.forEach(peer -> keys.confirm(keys.with(peer), SERVER));
                }
            }));
        }
        running.forEach(CompletableFuture::join);

        assertThat(keys.size()).isEqualTo(8);
        assertThat(peers.stream().filter(peer -> keys.known(peer) != null)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "UBZTA5N63CR3FSLMYCISACKZSGZ6BVITVH4EGGCFQ5SMWG7IY2IZ7JFY"})
    void refusesWhatIsNoPublicCurveKey(String peer) {
        assertThatThrownBy(() -> new BoxKeys(ours, 1).with(peer)).isInstanceOf(NkeyException.class);
    }

    @Test
    void refusesACapacityBelowOne() {
        assertThatThrownBy(() -> new BoxKeys(ours, 0)).hasMessage("the capacity must be at least 1, not 0");
    }

    private static String newPeer() {
        return CurveKey.generate().publicKey().text();
    }
}
