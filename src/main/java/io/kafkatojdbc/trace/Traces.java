package io.kafkatojdbc.trace;

import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Begins spans for important work, such as a poll or a merge. Spans cost nothing if they
 * are not exported.
 */
@Component
public class Traces {

	private final Tracer tracer;

	Traces(ObjectProvider<Tracer> tracer, ObjectProvider<SpanExporter> exporters) {
		this.tracer = exporters.stream().findAny().isPresent() ? tracer.getIfAvailable(() -> Tracer.NOOP) : Tracer.NOOP;
	}

	/**
	 * Begins a span, within the current span of this thread if there is one.
	 * @param name the name of the work
	 * @return the span, which this thread must end
	 */
	public Trace begin(String name) {
		return new Trace(this.tracer, this.tracer.nextSpan().name(name).start());
	}

	/**
	 * Adds a number to the current span of this thread.
	 * @param key the name of the number
	 * @param value the number
	 */
	public void note(String key, long value) {
		SpanCustomizer current = this.tracer.currentSpanCustomizer();
		if (current != null) {
			current.tag(key, value);
		}
	}

}
