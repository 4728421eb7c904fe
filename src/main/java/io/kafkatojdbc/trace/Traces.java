package io.kafkatojdbc.trace;

import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Begins spans for work that is worth one, such as a poll or a merge. It costs nothing
 * where spans are not exported.
 */
@Component
public class Traces {

	private final Tracer tracer;

	Traces(ObjectProvider<Tracer> tracer, ObjectProvider<SpanExporter> exporters) {
		this.tracer = exporters.stream().findAny().isPresent() ? tracer.getIfAvailable(() -> Tracer.NOOP) : Tracer.NOOP;
	}

	/**
	 * Begins a span, within the one that this thread is in, if any.
	 * @param name what is done
	 * @return the span, to be ended by this thread
	 */
	public Trace begin(String name) {
		return new Trace(this.tracer, this.tracer.nextSpan().name(name).start());
	}

	/**
	 * Notes a number of the work that this thread is doing.
	 * @param key what it is
	 * @param value the number
	 */
	public void note(String key, long value) {
		SpanCustomizer current = this.tracer.currentSpanCustomizer();
		if (current != null) {
			current.tag(key, value);
		}
	}

}
