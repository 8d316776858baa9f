package io.gatehouse.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether two patterns have a name in common; what one matches is seen in {@code DirectoryMatchTest}. */
class NamePatternTest {
    private static final long SEED = 42;
    private static final int PAIRS = 3_000;

    /** No pair of patterns below needs a longer name to meet. */
    private static final List<String> NAMES = names(8);

    /** Thousands of rules may ask for one group each of a user who is in thousands. */
    @Test
    void aLiteralPatternLooksUpASetAndGoesThroughNone() {
        Set<String> groups = new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                throw new AssertionError("gone through");
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public boolean contains(Object group) {
                return group.equals("staff");
            }
        };

        assertThat(NamePattern.of("staff").matchesAny(groups)).isTrue();
        assertThat(NamePattern.of("admins").matchesAny(groups)).isFalse();
        assertThat(NamePattern.of("sta*").matchesAny(Set.of("other", "staff"))).isTrue();
        assertThat(NamePattern.of("sta*").matchesAny(Set.of("other"))).isFalse();
        assertThat(NamePattern.of("*").matchesAny(Set.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "*, *, true",
        "*, alice, true",
        "alice, alice, true",
        "alice, alicia, false",
        "svc-*, *-1, true",
        "svc-*, dev-*, false",
        "*@a.example, *@b.example, false",
        "*@*.example, *@b.example, true",
        "a*b, a*c, false",
        "a*b*c, *bc, true",
        "ab, a*b, true",
        "a, a*a, false"
    })
    void overlap(String one, String other, boolean overlap) {
        assertThat(NamePattern.of(one).overlaps(NamePattern.of(other))).isEqualTo(overlap);
        assertThat(NamePattern.of(other).overlaps(NamePattern.of(one))).isEqualTo(overlap);
    }

    @Test
    void overlapJustWhereSomeNameFitsBoth() {
        Random random = new Random(SEED);
        for (int i = 0; i < PAIRS; i++) {
            NamePattern one = NamePattern.of(pattern(random));
            NamePattern other = NamePattern.of(pattern(random));
            boolean meet = NAMES.stream().anyMatch(name -> one.matches(name) && other.matches(name));

            assertThat(one.overlaps(other)).as("%s and %s", one, other).isEqualTo(meet);
        }
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int length = 1 + random.nextInt(4); length > 0; length--) {
            pattern.append("ab*".charAt(random.nextInt(3)));
        }
        return pattern.toString();
    }

    /** All names of two letters, up to a length. */
    private static List<String> names(int longest) {
        List<String> names = new ArrayList<>(List.of(""));
        for (int from = 0, length = 0; length < longest; length++) {
            int end = names.size();
            for (String name : List.copyOf(names.subList(from, end))) {
                names.add(name + "a");
                names.add(name + "b");
            }
            from = end;
        }
        return names;
    }
}
