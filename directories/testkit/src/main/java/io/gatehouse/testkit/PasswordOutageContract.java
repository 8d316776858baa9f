package io.gatehouse.testkit;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@link OutageContract} of a directory of names and passwords, whose backend knows the users of {@link #passwords}. */
public abstract class PasswordOutageContract extends OutageContract {
    /** How many there are: {@code user0} with the password {@code secret0}, and so on. */
    protected static final int USERS = 100;

    /** Their passwords by their names. */
    protected static Map<String, String> passwords() {
        return IntStream.range(0, USERS).boxed().collect(Collectors.toMap(i -> "user" + i, i -> "secret" + i));
    }

    @Override
    protected final TestLogin right(int number) {
        return TestLogin.password(nameOf(number), "secret" + number % USERS);
    }

    @Override
    protected final String nameOf(int number) {
        return "user" + number % USERS;
    }

    @Override
    protected final @Nullable TestLogin wrong(int number) {
        return TestLogin.password(nameOf(number), "a guess");
    }

    @Override
    protected final TestLogin unknown(int number) {
        return TestLogin.password("nobody" + number, "secret");
    }
}
