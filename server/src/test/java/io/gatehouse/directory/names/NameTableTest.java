package io.gatehouse.directory.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NameTableTest {
    @Test
    void holdsWhatAMapHoldsInTheOrderInWhichItCame() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Integer> map = new LinkedHashMap<>();
        NameTable.Builder<Integer> builder = new NameTable.Builder<>(0);
        for (int i = 0; i < 100_000; i++) {
            String name = "user-" + random.nextInt(60_000);
            assertThat(builder.put(name, i)).isEqualTo(map.put(name, i));
        }
        NameTable<Integer> table = builder.build();

        assertThat(table.size()).isEqualTo(map.size());
        assertThat(table.values()).containsExactlyElementsOf(map.values());
        map.forEach((name, value) -> assertThat(table.find(name)).isEqualTo(value));
        assertThat(table.find("nobody")).isNull();
    }

    /** "Aa" and "BB" have one hash code, and so have all names that are made of them. */
    @Test
    void tellsNamesOfOneHashCodeApart() {
        NameTable.Builder<String> builder = new NameTable.Builder<>(4);
        for (int i = 0; i < 256; i++) {
            String name = Integer.toBinaryString(256 + i).replace("0", "Aa").replace("1", "BB");
            assertThat(builder.put(name, name)).isNull();
        }
        NameTable<String> table = builder.build();
        assertThat(table.size()).isEqualTo(256);
        assertThat(table.values())
                .allSatisfy(name -> assertThat(table.find(name)).isSameAs(name));
    }

    @Test
    void isTheSameWithOtherValuesAtSomePlaces() {
        NameTable.Builder<String> builder = new NameTable.Builder<>(0);
        for (int i = 0; i < 5_000; i++) {
            builder.put("name-" + i, "a" + i);
        }
        NameTable<String> table = builder.build();

        NameTable<String> other = table.with(Map.of(0, "b", 1_023, "c", 1_024, "d", 4_999, "e"));

        assertThat(other.size()).isEqualTo(5_000);
        assertThat(other.find("name-0")).isEqualTo("b");
        assertThat(other.find("name-1")).isSameAs(table.find("name-1"));
        assertThat(other.value(1_023)).isEqualTo("c");
        assertThat(other.value(1_024)).isEqualTo("d");
        assertThat(other.find("name-4999")).isEqualTo("e");
        assertThat(table.values()).noneMatch(value -> !value.startsWith("a"));
        assertThatThrownBy(() -> table.with(Map.of(5_000, "x"))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void keepsTheFirstOfEqualNames() {
        NameTable.Builder<String> builder = new NameTable.Builder<>(1);
        String first = String.valueOf("anna".toCharArray());
        builder.put(first, "a");
        builder.put(String.valueOf("anna".toCharArray()), "b");
        NameTable<String> table = builder.build();

        assertThat(table.name(table.indexOf("anna"))).isSameAs(first);
        assertThat(table.value(0)).isEqualTo("b");
        assertThat(table.indexOf("bob")).isNegative();
        assertThatThrownBy(() -> table.name(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
