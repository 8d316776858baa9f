package io.gatehouse.tracing;

import io.gatehouse.files.RegularFile;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A collector that takes OTLP over HTTP, by OpenTelemetry's exporter on the HTTP client of the JDK. */
final class OtlpSink implements TraceSink {
    private static final int MOST_CA_BYTES = 4 * 1024 * 1024;
    private static final long STOP_SECONDS = 1;

    /** Held, since the level of a logger that nobody holds is forgotten. */
    private final Logger exporterLog = Logger.getLogger("io.opentelemetry");

    private final TracingSettings settings;
    private final Supplier<Map<String, String>> headers;
    private final Resource resource;
    private OtlpHttpSpanExporter exporter;

    /**
     * @param headers that are sent with a request
     * @param instance the name of this instance of the service
     * @param version of the service
     */
    OtlpSink(TracingSettings settings, Supplier<Map<String, String>> headers, String instance, String version) {
        // The exporter logs each failure: what there is to say is said once, by whoever sends.
        exporterLog.setLevel(Level.OFF);
        this.settings = settings;
        this.headers = headers;
        this.exporter = exporter(settings, headers);
        this.resource = resource(settings, instance, version);
    }

    private static OtlpHttpSpanExporter exporter(TracingSettings settings, Supplier<Map<String, String>> headers) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().toString())
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                .setCompression(settings.compression().code())
                .setMeterProvider(MeterProvider.noop())
                .setServiceClassLoader(OtlpSink.class.getClassLoader());
        builder.setHeaders(headers);
        if (settings.ca() != null) {
            try {
                builder.setTrustedCertificates(RegularFile.bytes(settings.ca(), MOST_CA_BYTES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return builder.build();
    }

    private static Resource resource(TracingSettings settings, String instance, String version) {
        AttributesBuilder attributes = Attributes.builder();
        settings.attributesByName().forEach(attributes::put);
        attributes.put("service.name", settings.service());
        attributes.put("service.version", version);
        attributes.put("service.instance.id", instance);
        return Resource.create(attributes.build());
    }

    @Override
    public @Nullable String send(List<TracedLogin> logins, Duration patience) {
        List<SpanData> spans = new ArrayList<>();
        for (TracedLogin login : logins) {
            login.spans().forEach(span -> spans.add(new OtlpSpan(login.traceId(), span, resource)));
        }
        CompletableResultCode result = exporter.export(spans).join(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (result.isSuccess()) {
            return null;
        }
        if (result.isDone()) {
            return why(result.getFailureThrowable());
        }
        renew();
        return "no answer in time";
    }

    /** A request that is not given up by itself, as one whose answer does not end, keeps one of the few threads of an exporter. */
    private void renew() {
        OtlpHttpSpanExporter stuck = exporter;
        exporter = exporter(settings, headers);
        CompletableResultCode unused = stuck.shutdown();
    }

    /** By its kinds: the text may hold what the collector has sent. */
    private static String why(@Nullable Throwable failure) {
        if (failure == null) {
            return "it was refused";
        }
        Throwable cause = failure.getCause();
        return cause == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + " by " + cause.getClass().getSimpleName();
    }

    @Override
    public void close() {
        CompletableResultCode unused = exporter.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
