package io.gatehouse.testbed.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test class that runs once on each chosen nats-server; its constructor, or a field with {@code @Parameter}, takes the
 * {@link ServerUnderTest}. Chosen are the oldest known one and the one of {@link AgainstNatsServer}; with the system
 * property {@value #PROPERTY} others: {@code all}, or versions with commas between.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@AgainstNatsServer
@ParameterizedClass(name = "{0}")
@ArgumentsSource(ChosenServers.class)
public @interface OnEveryServer {
    String PROPERTY = "gatehouse.servers";

    /** What one invocation is called, as JUnit shows it. */
    Pattern NAME = Pattern.compile("^(?:\\[\\d+\\] )?nats-server (\\d+\\.\\d+\\.\\d+)$");
}
