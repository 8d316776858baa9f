package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    private static final HashKind BCRYPT = new HashKind.Converter().convert("bcrypt:10");
    private static final HashKind ARGON2ID = new HashKind.Converter().convert("argon2id");

    @Test
    void theDefaultsDoForSomeTensOfThousands() {
        assertThat(MemoryNeed.of(DirectoryKind.FILE, 20_000, 20_000, BCRYPT, 1))
                .isEqualTo(new MemoryNeed(32, 256, 356));
    }

    @Test
    void aMillionUsersWantMoreHeapThanTheDefaultThatWasSeenToRefuseThem() {
        MemoryNeed need = MemoryNeed.of(DirectoryKind.FILE, 1_000_000, 1_000_000, BCRYPT, 1);

        assertThat(need.cacheMib()).isEqualTo(872);
        assertThat(need.heapMib()).isBetween(1024, 2560);
        assertThat(need.processMib()).isEqualTo(need.heapMib() + 100);
    }

    @Test
    void aDirectoryThatAsksHoldsNoUsers() {
        assertThat(MemoryNeed.of(DirectoryKind.LDAP, 1_000_000, 20_000, BCRYPT, 1)
                        .heapMib())
                .isEqualTo(256);
    }

    @Test
    void argon2idTakesNoMoreThanHalfOfTheHeap() {
        assertThat(MemoryNeed.of(DirectoryKind.FILE, 1, 1, ARGON2ID, 15).heapMib())
                .isGreaterThanOrEqualTo(2 * 15 * 19);
    }
}
