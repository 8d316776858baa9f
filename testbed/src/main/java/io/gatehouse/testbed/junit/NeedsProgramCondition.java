package io.gatehouse.testbed.junit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether tests that need programs of the operating system can run. */
final class NeedsProgramCondition implements ExecutionCondition {
    private final Predicate<String> isHere;
    private final boolean inCi;

    /** Called by JUnit. */
    NeedsProgramCondition() {
        this(NeedsProgramCondition::isOnThePath, "true".equalsIgnoreCase(System.getenv("CI")));
    }

    NeedsProgramCondition(Predicate<String> isHere, boolean inCi) {
        this.isHere = isHere;
        this.inCi = inCi;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class).stream()
                .flatMap(needs -> Stream.of(needs.value()))
                .toList());
    }

    /** @throws IllegalStateException in CI, where nothing may be left out */
    ConditionEvaluationResult decide(List<String> programs) {
        for (String program : programs) {
            if (!isHere.test(program)) {
                String reason =
                        SkipReason.reason(program, "it is not on the PATH. On Debian: apt-get install " + program);
                if (inCi) {
                    throw new IllegalStateException(reason);
                }
                return ConditionEvaluationResult.disabled(reason);
            }
        }
        return ConditionEvaluationResult.enabled("Every program that is needed is here");
    }

    private static boolean isOnThePath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
