package io.gatehouse.testbed.junit;

import io.gatehouse.testbed.tools.ToolMissingException;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides whether tests that need outside programs can run. */
final class NeedsToolCondition implements ExecutionCondition {
    private final Consumer<ToolSpec> seeker;
    private final boolean inCi;

    /** Called by JUnit. */
    NeedsToolCondition() {
        this(Tools::find, inCi());
    }

    /** Whether nothing may be left out: the environment variable {@code CI} is {@code true}. */
    static boolean inCi() {
        return "true".equalsIgnoreCase(System.getenv("CI"));
    }

    /** @param seeker throws {@link ToolMissingException} for a program that cannot be had */
    NeedsToolCondition(Consumer<ToolSpec> seeker, boolean inCi) {
        this.seeker = seeker;
        this.inCi = inCi;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return decide(context.getElement().stream()
                .flatMap(element -> AnnotationSupport.findRepeatableAnnotations(element, NeedsTool.class).stream())
                .flatMap(needs -> Stream.of(needs.value()))
                .distinct()
                .toList());
    }

    /** @throws ToolMissingException in CI, where nothing may be left out */
    ConditionEvaluationResult decide(List<String> commands) {
        for (String command : commands) {
            try {
                seeker.accept(ToolSpec.named(command));
            } catch (ToolMissingException e) {
                if (inCi) {
                    throw e;
                }
                return ConditionEvaluationResult.disabled(SkipReason.reason(command, e));
            }
        }
        return ConditionEvaluationResult.enabled("Every program that is needed is here");
    }
}
