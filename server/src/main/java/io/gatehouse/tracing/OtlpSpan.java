package io.gatehouse.tracing;

import io.gatehouse.tracing.LoginSpan.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as OpenTelemetry's exporter takes it. */
final class OtlpSpan implements SpanData {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("io.gatehouse");

    private final String traceId;
    private final LoginSpan span;
    private final Resource resource;
    private final Attributes attributes;

    OtlpSpan(String traceId, LoginSpan span, Resource resource) {
        this.traceId = traceId;
        this.span = span;
        this.resource = resource;
        this.attributes = attributes(span.attributes());
    }

    private static Attributes attributes(Map<String, Object> values) {
        AttributesBuilder builder = Attributes.builder();
        values.forEach((name, value) -> {
            if (value instanceof Long number) {
                builder.put(name, number);
            } else {
                builder.put(name, value.toString());
            }
        });
        return builder.build();
    }

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return switch (span.kind()) {
            case SERVER -> SpanKind.SERVER;
            case INTERNAL -> SpanKind.INTERNAL;
            case CLIENT -> SpanKind.CLIENT;
        };
    }

    @Override
    public SpanContext getSpanContext() {
        return context(span.id());
    }

    @Override
    public SpanContext getParentSpanContext() {
        String parent = span.parent();
        return parent == null ? SpanContext.getInvalid() : context(parent);
    }

    private SpanContext context(String id) {
        return SpanContext.create(traceId, id, TraceFlags.getSampled(), TraceState.getDefault());
    }

    /** Conventions have no text where an attribute says the same. */
    @Override
    public StatusData getStatus() {
        @Nullable String error = span.error();
        return error == null
                ? StatusData.unset()
                : StatusData.create(StatusCode.ERROR, span.kind() == Kind.CLIENT ? "" : error);
    }

    @Override
    public long getStartEpochNanos() {
        return span.begunAt();
    }

    @Override
    public long getEndEpochNanos() {
        return span.endedAt();
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public Resource getResource() {
        return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    @SuppressWarnings("deprecation") // the interface wants it
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), SCOPE.getVersion());
    }
}
