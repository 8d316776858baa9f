package io.gatehouse.policy.rule;

import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys below {@code if} and {@code if.not}, each with what it asks. */
final class ConditionKeys {
    /** A key whose texts are patterns, and what they ask. */
    record TextKey<T>(Key<List<String>> key, Function<List<String>, Predicate<T>> test) {}

    /** A key with values of another kind. */
    record LoginKey<V>(Key<V> key, Function<V, Predicate<LoginFacts>> test) {}

    private static final String PATTERNS = " One of these, in which `*` is any text.";

    static final TextKey<IdentityFacts> DIRECTORY =
            text("directory", "The directory that knows the user.", IdentityFacts::directory);
    static final TextKey<IdentityFacts> USER = text(
            "user",
            "The user's name, as the directory has it. One with a comma in it is written in a list.",
            IdentityFacts::name);

    static final TextKey<IdentityFacts> GROUP = texts("group", "A group that the user is in.", IdentityFacts::groups);

    static final List<TextKey<IdentityFacts>> IDENTITY = List.of(DIRECTORY, USER, GROUP);

    static final List<TextKey<LoginFacts>> LOGIN = List.of(
            text(
                    "server",
                    "The name of the nats-server that the client connects to.",
                    login -> login.request().server().name()),
            text(
                    "cluster",
                    "The name of that server's cluster.",
                    login -> login.request().server().cluster()),
            new TextKey<>(
                    Key.list("server_tag", "")
                            .help("One of that server's `server_tags`, in upper or lower case." + PATTERNS),
                    wanted -> tags(Patterns.of(lower(wanted)))),
            text(
                    "server_version",
                    "That server's version: `2.15.*`.",
                    login -> login.request().server().version()),
            text(
                    "client_name",
                    "What the client calls itself: its name, or its MQTT client id where it has no other. A client can"
                            + " call itself anything.",
                    login -> clientName(login.request().client())),
            text(
                    "client_library",
                    "The language of the client's library, as it says itself: `go`, `java`, `nats.js`.",
                    login -> login.request().connect().lang()),
            text(
                    "client_version",
                    "The version of the client's library, as it says itself.",
                    login -> login.request().connect().version()));

    static final List<LoginKey<?>> OTHER = List.of(
            new LoginKey<>(
                    Key.<ConnectionTypes>of(
                                    "connection",
                                    "type of connection, or a list of these",
                                    "",
                                    given -> types(given.texts()))
                            .help("How the client is connected, one of `standard`, `websocket`, `mqtt`, `mqtt_ws`,"
                                    + " `leafnode`, `leafnode_ws` and `in_process`. `mqtt` and `mqtt_ws` cannot be told"
                                    + " apart, nor `leafnode` and `leafnode_ws`: name both."),
                    types -> login -> types.allow(login.request().client())),
            new LoginKey<>(
                    Key.choices("kind", ClientKind.class).help("Whether it is a client or a leaf node."),
                    kinds -> login -> kinds.stream()
                            .anyMatch(kind -> kind.isOf(login.request().client()))),
            new LoginKey<>(
                    Key.<Sources>of(
                                    "source",
                                    "address or network, or a list of these",
                                    "",
                                    given -> sources(given.texts()))
                            .help("Where the client comes from: `10.0.0.0/8`, `2001:db8::/32`, or a single address. See"
                                    + " [src](users-json.md#src) for what the server reports behind a proxy."),
                    sources -> login -> sources.allow(login.source())),
            new LoginKey<>(
                    Key.<Boolean>of(Condition.TLS, "true or false", "", given -> flag(given.text()))
                            .help("Whether the client's connection to the server is encrypted by TLS."),
                    wanted -> login -> wanted == (login.request().tls() != null)));

    /** The name stands for any that the user writes. */
    static final Key<List<String>> ATTRIBUTE = attribute(Section.EACH);

    static final Key<List<String>> CERTIFICATE = certificate(Section.EACH);
    static final Section ATTRIBUTES = Section.of("attribute", ATTRIBUTE);
    static final Section CERTIFICATES = Section.of("certificate", CERTIFICATE);
    static final Section NOT = new Section("not", entries());
    static final Section SECTION =
            new Section("if", Stream.concat(entries().stream(), Stream.of(NOT)).toList());

    private ConditionKeys() {}

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        IDENTITY.forEach(each -> entries.add(each.key()));
        entries.add(ATTRIBUTES);
        entries.add(CERTIFICATES);
        OTHER.forEach(each -> entries.add(each.key()));
        LOGIN.forEach(each -> entries.add(each.key()));
        return entries;
    }

    static Key<List<String>> attribute(String name) {
        return Key.list(name, "").help("A value of the user's attribute of that name." + PATTERNS);
    }

    static Key<List<String>> certificate(String field) {
        return Key.list(field, "")
                .help("A value of that field of the client's certificate, as nats-server has verified it." + PATTERNS);
    }

    private static <T> TextKey<T> text(String name, String help, Function<T, @Nullable String> text) {
        return new TextKey<>(Key.list(name, "").help(help + PATTERNS), wanted -> {
            Patterns patterns = Patterns.of(wanted);
            return facts -> patterns.match(text.apply(facts));
        });
    }

    private static <T> TextKey<T> texts(String name, String help, Function<T, Collection<String>> texts) {
        return new TextKey<>(Key.list(name, "").help(help + PATTERNS), wanted -> {
            Patterns patterns = Patterns.of(wanted);
            return facts -> patterns.matchAny(texts.apply(facts));
        });
    }

    private static Predicate<LoginFacts> tags(Patterns patterns) {
        return login -> patterns.matchAny(login.request().server().tags());
    }

    /** As nats-server has its tags, however they are written in its configuration. */
    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static String clientName(ClientInfo client) {
        return client.name().isEmpty() ? client.mqttId() : client.name();
    }

    private static ConnectionTypes types(List<String> words) {
        return ConnectionTypes.of(words.stream().map(ConnectionType::parse).toList());
    }

    static Sources sources(List<String> texts) {
        return Sources.of(texts.stream().map(SourceRange::parse).toList());
    }

    private static boolean flag(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return lower.equals("true");
    }

    /** What connects, as nats-server calls it. */
    enum ClientKind {
        CLIENT("Client"),
        LEAFNODE("Leafnode");

        private final String word;

        ClientKind(String word) {
            this.word = word;
        }

        private boolean isOf(ClientInfo client) {
            return Objects.equals(client.kind(), word);
        }
    }
}
