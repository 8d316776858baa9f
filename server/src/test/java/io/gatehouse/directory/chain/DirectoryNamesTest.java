package io.gatehouse.directory.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ScriptedDirectory;
import io.gatehouse.directory.Validity;
import io.gatehouse.policy.Entitlements;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.text.NameForm;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users and groups of a directory are called everywhere else. */
class DirectoryNamesTest {
    private static final long SEED = 13;
    private static final int ROUNDS = 10_000;
    private static final NameSettings LOWER = new NameSettings("", "", NameForm.LOWER, null);

    private static NameSettings prefixed(String prefix) {
        return new NameSettings(prefix, "", NameForm.EXACT, null);
    }

    private static Identity identity(String name, String... groups) {
        return new Identity(
                "ldap",
                name,
                Map.of("Team", List.of("Red")),
                Set.of(groups),
                Entitlements.alice().name(name).build());
    }

    private static LookupResult answer(DirectoryNames names, String name) {
        return names.answer(new LookupResult.Found(identity(name)));
    }

    /** The name that a directory's user has; null for none. */
    private static @Nullable String name(DirectoryNames names, String name) {
        return answer(names, name) instanceof LookupResult.Found found
                ? found.identity().name()
                : null;
    }

    @Test
    void withoutSettingsAnAnswerIsTheSameObject() {
        LookupResult found = new LookupResult.Found(identity("Alice", "Staff"));

        assertThat(DirectoryNames.PLAIN.answer(found)).isSameAs(found);
        assertThat(DirectoryNames.PLAIN.answer(NotMine.NOT_MINE)).isEqualTo(NotMine.NOT_MINE);
        assertThat(DirectoryNames.PLAIN.answer(ScriptedDirectory.WRONG)).isSameAs(ScriptedDirectory.WRONG);
    }

    @Test
    void aPrefixComesBeforeUsersAndAnotherBeforeGroups() {
        DirectoryNames names = new DirectoryNames(new NameSettings("ldap:", "l-", NameForm.LOWER, null), List.of());
        Instant end = Instant.EPOCH.plusSeconds(60);

        LookupResult answer = names.answer(new LookupResult.Found(identity("Alice", "Staff", "it"), new Validity(end)));

        LookupResult.Found found = (LookupResult.Found) answer;
        assertThat(found.validity().until()).isEqualTo(end);
        assertThat(found.identity().name()).isEqualTo("ldap:alice");
        assertThat(Objects.requireNonNull(found.identity().entitlement()).name())
                .as("what the user JWT is made of")
                .isEqualTo("ldap:alice");
        assertThat(found.identity().groups()).containsExactlyInAnyOrder("l-Staff", "l-it");
        assertThat(found.identity().attributes()).isEqualTo(Map.of("Team", List.of("Red")));
        assertThat(found.identity().directory()).isEqualTo("ldap");
    }

    /** As a directory of certificates or tokens would, whose names no login brings. */
    @Test
    void aNameThatTheDirectoryMadeItselfHasTheFormToo() {
        DirectoryNames names = new DirectoryNames(LOWER, List.of());
        Identity stated = new Identity("pki", "CN=\u00c9mile", Map.of(), Set.of(), null);

        assertThat(names.named(stated).name()).isEqualTo("cn=\u00e9mile");
        assertThat(names.named(stated).entitlement()).isNull();
    }

    @Test
    void aLoginIsAskedAboutByItsForm() {
        DirectoryNames names = new DirectoryNames(LOWER, List.of());
        AuthorizationRequest token = SampleRequest.client().token("T").build();
        AuthorizationRequest login = SampleRequest.login("aLICE", "P");

        assertThat(names.login(token)).isSameAs(token);
        assertThat(names.login(login)).isEqualTo(SampleRequest.login("alice", "P"));
        assertThat(DirectoryNames.PLAIN.login(login)).isSameAs(login);
    }

    @Test
    void aNameThatIsTooLongIsNobodys() {
        DirectoryNames names = new DirectoryNames(LOWER, List.of());
        String most = "x".repeat(NameForm.MAX_LENGTH);

        assertThat(names.login(SampleRequest.login(most, "p"))).isNotNull();
        assertThat(names.login(SampleRequest.login(most + "x", "p"))).isNull();
        assertThat(name(names, most)).isEqualTo(most);
        assertThat(answer(names, most + "x"))
                .isInstanceOfSatisfying(
                        LookupResult.Rejected.class,
                        rejected -> assertThat(rejected.detail()).isEqualTo("name_too_long"));
    }

    @Test
    void aLoginInItsFormCostsNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        DirectoryNames names = new DirectoryNames(LOWER, List.of());
        AuthorizationRequest login = SampleRequest.login("alice@example.com", "p");
        long unused = ask(names, login);
        long before = threads.getCurrentThreadAllocatedBytes();
        long asked = ask(names, login);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ROUNDS);
        assertThat(asked).isEqualTo(ROUNDS);
        assertThat(names.login(login)).isSameAs(login);
    }

    private static long ask(DirectoryNames names, AuthorizationRequest login) {
        long asked = 0;
        for (int i = 0; i < ROUNDS; i++) {
            asked += names.login(login) == null ? 0 : 1;
        }
        return asked;
    }

    @Test
    void whoBorrowsThePrefixOfAnotherDirectoryIsRefused() {
        List<DirectoryNames> names = DirectoryNames.of(List.of(prefixed(""), prefixed("ldap:"), prefixed("ldap:old-")));

        assertThat(name(names.get(0), "bob")).isEqualTo("bob");
        assertThat(name(names.get(1), "bob")).isEqualTo("ldap:bob");
        assertThat(answer(names.get(0), "ldap:bob"))
                .isInstanceOfSatisfying(
                        LookupResult.Rejected.class,
                        rejected ->
                                assertThat(rejected.detail()).isEqualTo("name_with_the_prefix_of_another_directory"));
        assertThat(name(names.get(1), "old-bob")).isNull();
        assertThat(name(names.get(2), "bob")).isEqualTo("ldap:old-bob");
        assertThat(names.get(0).warnings("users.json", Stream.of(identity("ldap:bob"), identity("ann"))))
                .singleElement()
                .asString()
                .startsWith("users.json: 1 user whose name begins with names.prefix of another directory")
                .endsWith("(\"ldap:bob\")");
    }

    /** Whoever writes the groups of one directory could else join those of another, and have what rules give to these. */
    @Test
    void whoBorrowsTheGroupPrefixOfAnotherDirectoryIsRefused() {
        NameSettings own = new NameSettings("", "", NameForm.EXACT, null);
        NameSettings ldap = new NameSettings("", "ldap:", NameForm.EXACT, null);
        List<DirectoryNames> names = DirectoryNames.of(List.of(own, ldap));

        assertThat(names.get(0).answer(new LookupResult.Found(identity("bob", "staff", "ldap:admins"))))
                .isInstanceOfSatisfying(
                        LookupResult.Rejected.class,
                        rejected ->
                                assertThat(rejected.detail()).isEqualTo("group_with_the_prefix_of_another_directory"));
        assertThat(name(names.get(0), "bob")).isEqualTo("bob");
        assertThat(names.get(1).named(identity("bob", "admins")).groups()).containsExactly("ldap:admins");
        assertThat(names.get(1).answer(new LookupResult.Found(identity("bob", "admins"))))
                .isInstanceOf(LookupResult.Found.class);
        assertThat(names.get(0)
                        .warnings("users.json", Stream.of(identity("bob", "ldap:admins"), identity("ann", "staff"))))
                .singleElement()
                .asString()
                .startsWith("users.json: 1 user in a group whose name begins with names.group_prefix of another")
                .endsWith("(\"bob\")");
        List<DirectoryNames> one = DirectoryNames.of(List.of(
                new NameSettings("", "", NameForm.EXACT, "staff"),
                new NameSettings("", "ldap:", NameForm.EXACT, "staff")));
        assertThat(one.get(0).answer(new LookupResult.Found(identity("bob", "ldap:admins"))))
                .isInstanceOf(LookupResult.Found.class);
    }

    @Test
    void directoriesOfOneRealmMayGiveTheSameNames() {
        List<DirectoryNames> names = DirectoryNames.of(List.of(
                new NameSettings("", "", NameForm.EXACT, "staff"),
                new NameSettings("ldap:", "", NameForm.EXACT, "staff")));

        assertThat(name(names.get(0), "ldap:bob")).isEqualTo("ldap:bob");
        assertThat(names.get(0).warnings("users.json", Stream.of(identity("ldap:bob"))))
                .isEmpty();
    }

    /** Whatever names there are: two directories with different prefixes and realms never give one name. */
    @Test
    void namesOfDifferentPrefixesNeverMeet() {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            List<NameSettings> settings = new ArrayList<>();
            for (String prefix : new HashSet<>(List.of(some(random, "a:b", 3), some(random, "a:b", 3), ""))) {
                settings.add(
                        new NameSettings(prefix, "", random.nextBoolean() ? NameForm.LOWER : NameForm.EXACT, null));
            }
            List<DirectoryNames> all = DirectoryNames.of(settings);
            Map<String, DirectoryNames> owners = new HashMap<>();
            for (DirectoryNames names : all) {
                for (int n = 0; n < 20; n++) {
                    String name = name(names, "x".repeat(random.nextInt(2)) + some(random, "aAb:B", 4) + "y");
                    if (name != null) {
                        assertThat(owners.merge(name, names, (one, other) -> one))
                                .isSameAs(names);
                    }
                }
            }
        }
    }

    /** A text of some of these characters, which can be a prefix. */
    private static String some(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString().startsWith(":") ? "" : text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a*", ">", "a b", "LDAP:", ":", "{{", "a/b", "a+", "#", "\u00e9", "a\n"})
    void aPrefixIsPartOfATokenOfASubject(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> prefixed(prefix));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NameSettings("", prefix, NameForm.EXACT, null))
                .withMessageContaining("cannot be a prefix");
        assertThatIllegalArgumentException().isThrownBy(() -> prefixed("x".repeat(33)));
    }
}
