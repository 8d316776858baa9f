package io.gatehouse.testbed.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need outside programs. Where one cannot be had they are left out, and the reason says how to get it; with
 * the environment variable {@code CI=true} they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(NeedsTool.All.class)
@ExtendWith(NeedsToolCondition.class)
public @interface NeedsTool {
    /** Commands known to {@link io.gatehouse.testbed.tools.ToolSpec}: {@code nats-server}, {@code nsc}, {@code nats}, {@code promtool}, ... */
    String[] value();

    /** Several of them on one element. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Inherited
    @ExtendWith(NeedsToolCondition.class)
    @interface All {
        NeedsTool[] value();
    }
}
