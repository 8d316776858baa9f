package io.gatehouse.testbed.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests that run against a real nats-server; they are counted in the line at the end of the run. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Tag(AgainstNatsServer.TAG)
@NeedsTool("nats-server")
public @interface AgainstNatsServer {
    String TAG = "nats-server";
}
