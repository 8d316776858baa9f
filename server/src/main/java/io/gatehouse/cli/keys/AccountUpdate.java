package io.gatehouse.cli.keys;

import io.gatehouse.claims.account.AccountEdit;
import io.gatehouse.claims.account.TrustedOperator;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.sessions.ClusterAccounts;
import io.gatehouse.sessions.ServerAnswers;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Another JWT for an account of operator mode: that of the servers is read, changed and signed, and it is confirmed at each server that
 * the new one is in force. nats-server keeps a JWT that a stranger has signed, and has no account then: so the key is looked at before.
 */
final class AccountUpdate {
    /** Until servers have loaded what they have taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** What is changed. */
    @FunctionalInterface
    interface Change {
        AccountEdit of(AccountEdit before) throws ClaimsException;
    }

    private final ClusterAccounts cluster;
    private final Nkey account;
    private final String name;
    private final OperatorOptions options;
    private final ProcessContext context;

    AccountUpdate(ClusterAccounts cluster, Nkey account, String name, OperatorOptions options, ProcessContext context) {
        this.cluster = cluster.expecting(options.servers());
        this.account = account;
        this.name = name;
        this.options = options;
        this.context = context;
    }

    /**
     * Looks whether it can be done: whether the servers agree, and take what the operator's key signs.
     *
     * @throws RecordsFailure when it cannot
     */
    AccountEdit verify() throws InterruptedException {
        // Whoever types the key may take long, in which somebody else changes the account.
        Nkey operator = options.key(context).publicKey();
        AccountEdit edit = read();
        ServerAnswers<List<String>> operators = cluster.operators();
        AccountCopies.requireAll(operators, options.servers());
        requireTold(operators);
        operators.given().forEach((server, jwts) -> {
            if (jwts.stream().noneMatch(jwt -> takes(jwt, operator))) {
                throw new RecordsFailure(server + " does not accept accounts that " + operator
                        + " has signed: its operator's JWT does not list that key; nothing was changed");
            }
        });
        verifyIssuer(edit.issuer(), operator);
        return edit;
    }

    private AccountEdit read() throws InterruptedException {
        return AccountCopies.ask(cluster, account, name, options.servers()).agreed(account);
    }

    /** @throws RecordsFailure when a server does not tell whose accounts it takes */
    static void requireTold(ServerAnswers<?> operators) {
        if (!operators.refused().isEmpty()) {
            List<String> why = new ArrayList<>();
            operators.refused().forEach((server, words) -> why.add(server + " (" + words + ")"));
            throw new RecordsFailure("some servers do not say which operators they trust: " + String.join(", ", why)
                    + "; nothing was changed");
        }
    }

    private static boolean takes(String jwt, Nkey operator) {
        try {
            return TrustedOperator.decode(jwt).takes(operator);
        } catch (ClaimsException e) {
            return false;
        }
    }

    /** A server is not believed that the operator has signed what is to be signed again. */
    private void verifyIssuer(Nkey issuer, Nkey operator) {
        TrustedOperator known = options.operator(context);
        if (!issuer.equals(operator) && (known == null || !known.has(issuer))) {
            throw new RecordsFailure("the JWT of account " + name + " was signed by " + issuer
                    + ", not by the key that was given: pass the operator's JWT, which lists both, as"
                    + " --operator-jwt FILE; nothing was changed");
        }
    }

    /**
     * Signs the change, gives it to the servers, and waits until all have it in force.
     *
     * @param before as {@link #verify} has found it
     * @throws RecordsFailure when it is not so everywhere; the message says where
     */
    void run(AccountEdit before, Change change, PrintWriter out) throws InterruptedException {
        try {
            AccountEdit after = change.of(before);
            if (after.equals(before)) {
                out.println("account " + name + ": no change is needed on the servers");
                return;
            }
            String jwt = sign(after);
            requireUnchanged(before, read(), name);
            push(jwt, out);
        } catch (ClaimsException e) {
            throw new RecordsFailure(
                    "the JWT of account " + name + " cannot be changed: " + e.getMessage() + "; nothing was changed");
        }
    }

    /** @throws RecordsFailure when somebody else has changed the account, which would be undone */
    static void requireUnchanged(AccountEdit before, AccountEdit now, String name) {
        if (!Arrays.equals(now.claims().json(), before.claims().json())) {
            throw new RecordsFailure(
                    "somebody else has changed account " + name + " meanwhile: try again; nothing was changed");
        }
    }

    private String sign(AccountEdit edit) throws ClaimsException {
        SigningKey key = options.key(context);
        options.forget();
        return edit.sign(key, Clock.systemUTC().instant().getEpochSecond());
    }

    private void push(String jwt, PrintWriter out) throws InterruptedException {
        ServerAnswers<String> told = cluster.update(jwt);
        if (told.answered() == 0) {
            throw new RecordsFailure("no server has accepted the JWT of account " + name
                    + " in time: only servers with a resolver of type full or cache accept pushed JWTs");
        }
        if (!told.refused().isEmpty()) {
            List<String> why = new ArrayList<>();
            told.refused().forEach((server, words) -> why.add(server + " (" + words + ")"));
            throw new RecordsFailure(
                    "servers have rejected the JWT of account " + name + ": " + String.join(", ", why) + others(told));
        }
        confirm(jwt, told, out);
    }

    private static String others(ServerAnswers<String> told) {
        return told.given().isEmpty()
                ? "; nothing was changed"
                : "; accepted by " + String.join(", ", told.given().keySet());
    }

    private void confirm(String jwt, ServerAnswers<String> told, PrintWriter out) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ServerAnswers<String> found = cluster.jwts(account.text());
        while (!isInForce(jwt, found, told, options.servers()) && System.nanoTime() < end) {
            Polling.pause(PAUSE);
            found = cluster.jwts(account.text());
        }
        if (!isInForce(jwt, found, told, options.servers())) {
            throw notInForce(jwt, found);
        }
        Set<String> loaded = found.given().keySet();
        Set<String> kept = new TreeSet<>(told.given().keySet());
        kept.removeAll(loaded);
        List<String> words = new ArrayList<>();
        if (!loaded.isEmpty()) {
            words.add("in force on " + String.join(", ", loaded));
        }
        if (!kept.isEmpty()) {
            words.add("stored by " + String.join(", ", kept) + ", not loaded yet");
        }
        out.println("account " + name + ": the new JWT is " + String.join("; ", words));
    }

    /** Whether all servers say so; when it is not known how many there are, some may be silent. */
    static boolean isInForce(String jwt, ServerAnswers<String> loaded, ServerAnswers<String> told, int least) {
        return loaded.isWhole()
                && loaded.answered() >= least
                && loaded.given().values().stream().allMatch(jwt::equals)
                && loaded.refused().keySet().stream()
                        .allMatch(server -> told.given().containsKey(server));
    }

    private RecordsFailure notInForce(String jwt, ServerAnswers<String> found) {
        List<String> behind = new ArrayList<>();
        found.given().forEach((server, other) -> {
            if (!other.equals(jwt)) {
                behind.add(server);
            }
        });
        int wanted = Math.max(found.servers(), options.servers());
        String where = behind.isEmpty()
                ? "not confirmed by all: " + found.answered() + " of "
                        + (found.servers() == 0 ? "an unknown number of" : wanted) + " servers answer"
                : "not in force on " + String.join(", ", behind);
        return new RecordsFailure("the new JWT of account " + name + " was sent to the servers, and is " + where
                + ". Somebody else may have changed the account at the same time, or a server stores no JWTs:"
                + " gatehouse keys status shows what they have");
    }
}
