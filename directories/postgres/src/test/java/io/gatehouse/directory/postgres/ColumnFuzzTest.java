package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.directory.postgres.RowReader.Read;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.UserText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whatever a column holds, it is a user whom policy can work with, or it is said that it cannot be used. */
class ColumnFuzzTest {
    /** An array as the server writes it; what is read of one that we write is what was written. */
    @FuzzTest
    void array(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            List<@Nullable String> values = new ArrayText(text).values();
            assertThat(new ArrayText(written(values)).values()).isEqualTo(values);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("no array of one dimension");
        }
    }

    private static String written(List<@Nullable String> values) {
        return values.stream()
                .map(value -> value == null
                        ? "NULL"
                        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** Texts and JSON of a row, whose JSON may be anything that a text column holds too. */
    @FuzzTest
    void row(FuzzedDataProvider data) {
        String name = data.consumeString(32);
        String field =
                data.pickValue(List.of("groups", "attributes", "permissions", "tags", "expires", "src", "times"));
        String value = data.consumeRemainingAsString();
        accept(new Read(name, RecordText.of(Map.of(field, value))));
        accept(new Read(name, RecordText.of(Map.of("account", RecordText.quoted(value)))));
    }

    private static void accept(Read row) {
        try {
            Identity who = row.user("login").identity("staff");
            assertThat(UserText.isClean(who.name())).isTrue();
            assertThat(who.groups()).allMatch(UserText::isClean);
            Entitlement stated = who.entitlement();
            assertThat(stated == null || UserText.isClean(stated.account())).isTrue();
        } catch (UsersFileException e) {
            assertThat(e.mistakes()).isNotEmpty().noneMatch(line -> line.contains("\n") || line.contains("\r"));
        }
    }
}
