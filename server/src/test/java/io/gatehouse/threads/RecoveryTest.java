package io.gatehouse.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final List<Object> told = new ArrayList<>();

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Test
    void mistakesOfTheCodeAreSurvived() {
        List<Throwable> mistakes = List.of(
                new IllegalStateException("x"),
                new StackOverflowError(),
                new NoClassDefFoundError(),
                new AssertionError());
        mistakes.forEach(mistake -> Recovery.run(() -> fail(mistake), told::add));

        assertThat(told).containsExactlyElementsOf(mistakes);
        assertThat(Recovery.<String>get(() -> "result", mistake -> "none")).isEqualTo("result");
    }

    @Test
    void whatTheVirtualMachineLacksIsNot() {
        InternalError full = new InternalError("test");

        assertThatThrownBy(() -> Recovery.run(() -> fail(full), told::add)).isSameAs(full);
        assertThat(told).isEmpty();
    }

    @Test
    void aVitalThreadThatEndsIsTold() {
        InternalError full = new InternalError("test");
        Vital.run("gatehouse-test", () -> {}, told::add);
        assertThat(told).isEmpty();

        assertThatThrownBy(() -> Vital.run("gatehouse-test", () -> fail(full), told::add))
                .isSameAs(full);
        assertThat(told).containsExactly("the thread gatehouse-test has ended with InternalError");
    }
}
