package io.gatehouse.testbed.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that need ordinary programs of the operating system ({@code curl}, {@code openssl}) on the {@code PATH}. Where one is
 * missing they are left out, and the reason says how to get it; with the environment variable {@code CI=true} they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(NeedsProgramCondition.class)
public @interface NeedsProgram {
    /** Their names, which are those of Debian's packages too. */
    String[] value();
}
