package io.gatehouse.directory.certificate;

import io.gatehouse.directory.Directory.Change;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Clients that were let in of late, by the certificates that a revocation list may name: their own, and those of the authorities between
 * it and the root. Who is on a new list is told of. Whom nobody listens for, nobody is remembered for. May be used by many threads.
 */
final class KnownClients {
    /** The first to be forgotten is who was let in the longest time ago. */
    private static final int MOST = 20_000;

    private final Sinks.Many<Change> changes = Sinks.many().multicast().directBestEffort();
    private final Map<Issued, Client> clients = new LinkedHashMap<>();
    private volatile RevocationLists lists = new RevocationLists(Map.of(), false);

    /** A certificate, as a revocation list names it. */
    private record Issued(X500Principal issuer, BigInteger serial) {
        static Issued of(X509Certificate certificate) {
            return new Issued(certificate.getIssuerX500Principal(), certificate.getSerialNumber());
        }

        boolean isRevokedBy(RevocationLists lists) {
            return lists.ofIssuers().getOrDefault(issuer, List.of()).stream().anyMatch(list -> list.revokes(serial));
        }
    }

    /** @param issued its certificate, and those of authorities */
    private record Client(String name, List<Issued> issued) {}

    /** What is told from now on. */
    Flux<Change> changes() {
        return changes.asFlux();
    }

    /**
     * A client is let in.
     *
     * @param chains of the authorities above its certificate, of which the last is the root
     */
    void add(String name, X509Certificate certificate, List<List<X509Certificate>> chains) {
        if (changes.currentSubscriberCount() == 0) {
            return;
        }
        List<Issued> issued = new ArrayList<>();
        issued.add(Issued.of(certificate));
        for (List<X509Certificate> chain : chains) {
            chain.stream().limit(Math.max(0, chain.size() - 1)).map(Issued::of).forEach(issued::add);
        }
        Client client = new Client(name, List.copyOf(issued));
        synchronized (clients) {
            Client before = clients.remove(issued.get(0));
            if (before == null && clients.size() >= MOST) {
                clients.remove(clients.keySet().iterator().next());
            }
            clients.put(issued.get(0), client);
        }
        // The lists may be others by now than those that it was let in by.
        tellIfRevoked(client);
    }

    /** Tells of those whom these lists revoke, once. */
    void revokedBy(RevocationLists others) {
        lists = others;
        List<Client> all;
        synchronized (clients) {
            all = List.copyOf(clients.values());
        }
        all.forEach(this::tellIfRevoked);
    }

    private void tellIfRevoked(Client client) {
        RevocationLists now = lists;
        if (client.issued.stream().noneMatch(one -> one.isRevokedBy(now))) {
            return;
        }
        synchronized (clients) {
            Client removed = clients.remove(client.issued.get(0));
            assert removed == null || removed.name.equals(client.name);
        }
        changes.emitNext(
                new Change(client.name, null, List.of(), false),
                (type, result) -> result == Sinks.EmitResult.FAIL_NON_SERIALIZED);
    }

    /** There is nothing more to be told. */
    void close() {
        Sinks.EmitResult unused = changes.tryEmitComplete();
    }
}
