package io.gatehouse.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * Configures Logback, which finds it by {@link java.util.ServiceLoader} when the first logger is asked for: the log works from the
 * first line on, and no XML file is looked for or parsed, which takes four times as long. It has no
 * {@code ConfiguratorRank}, since it is the only one, and reading an annotation takes 15 ms.
 */
public final class LogbackConfigurator extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        // Logback's own status is of no use here, and its printer loads the calendar: 20 ms of the start.
        context.getStatusManager().add(new NopStatusListener());
        Logging.install(context, LogSettings.DEFAULT);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
