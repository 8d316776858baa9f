package io.gatehouse.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testkit.TestLogin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserQueryTest {
    @Test
    void namesBecomeNumbers() {
        UserQuery query = UserQuery.parse("SELECT 1 WHERE a = :user AND b = :password AND c = :user");

        assertThat(query.sql()).isEqualTo("SELECT 1 WHERE a = $1 AND b = $2 AND c = $1");
        assertThat(query.values()).containsExactly(LoginValue.USER, LoginValue.PASSWORD);
    }

    /** Texts, quoted names, comments and casts stay as they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':user'",
                "SELECT 'it''s :user'",
                "SELECT E'\\':user'",
                "SELECT \":user\"",
                "SELECT $$ :user $$",
                "SELECT $tag$ :user $$ :token $tag$",
                "SELECT 1 -- :user",
                "SELECT 1 /* :user /* :token */ :host */",
                "SELECT now()::text",
                "SELECT a[1:2]",
                "SELECT a$1 FROM b",
                "SELECT a - b / c"
            })
    void whatIsNoNameStays(String sql) {
        UserQuery query = UserQuery.parse(sql);
        assertThat(query.sql()).isEqualTo(sql);
        assertThat(query.values()).isEmpty();
    }

    @Test
    void aNameBehindACastIsOne() {
        assertThat(UserQuery.parse("SELECT :user::text").sql()).isEqualTo("SELECT $1::text");
    }

    /** Only the mark right before the quote makes backslashes special, and not a name that ends with it. */
    @Test
    void aBackslashIsOrdinaryInAnOrdinaryText() {
        assertThat(UserQuery.parse("SELECT '\\', :user, name'\\', :host").values())
                .containsExactly(LoginValue.USER, LoginValue.HOST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"SELECT 1;|SELECT 1", "SELECT 1 ; -- end|SELECT 1", "SELECT 1; /* end */|SELECT 1"})
    void aSemicolonAtTheEndIsLeftOut(String text, String sql) {
        assertThat(UserQuery.parse(text).sql().strip()).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT :nobody|:nobody is unknown; there are :user, :password, :token",
                "SELECT $1|write a name in the place",
                "SELECT 1; DROP TABLE users|more than one statement",
                "SELECT 'a|a quote is missing",
                "SELECT \"a|a quote is missing",
                "SELECT /* /* */ 1|comment does not end",
                "SELECT $a$ 1|dollar quotes does not end",
                "' '|is empty"
            })
    void whatCannotBeMeantIsTold(String text, String words) {
        assertThatThrownBy(() -> UserQuery.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aLoginWithoutWhatIsAskedForIsNobodys() {
        UserQuery query = UserQuery.parse("SELECT :user, :password, :client_name");

        assertThat(query.valuesOf(TestLogin.password("alice", "secret").request()))
                .containsExactly("alice", "secret", "");
        assertThat(query.valuesOf(TestLogin.token("secret").request())).isNull();
        assertThat(query.valuesOf(TestLogin.password("", "secret").request())).isNull();
        assertThat(query.valuesOf(TestLogin.password("alice", "").request())).isNull();
    }

    /** A half of a character would be sent as a question mark. */
    @Test
    void whatTheDatabaseCannotHaveIsNobodys() {
        UserQuery query = UserQuery.parse("SELECT :user");

        assertThat(query.valuesOf(TestLogin.password("a\0", "p").request())).isNull();
        assertThat(query.valuesOf(TestLogin.password("a\ud800", "p").request())).isNull();
        assertThat(query.valuesOf(TestLogin.password("\udc00a", "p").request())).isNull();
        assertThat(query.valuesOf(TestLogin.password("x".repeat(1025), "p").request()))
                .isNull();
        assertThat(query.valuesOf(TestLogin.password("\ud83d\ude00", "p").request()))
                .containsExactly("\ud83d\ude00");
    }
}
