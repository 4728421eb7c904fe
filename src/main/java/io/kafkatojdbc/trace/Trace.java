package io.kafkatojdbc.trace;

import java.util.function.Supplier;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/** One piece of work as it is traced. */
public final class Trace implements AutoCloseable {

	private final Span span;

	private final Tracer.SpanInScope scope;

	private boolean forgotten;

	Trace(Tracer tracer, Span span) {
		this.span = span;
		this.scope = tracer.withSpan(span);
	}

	/**
	 * Notes a number.
	 * @param key what it is
	 * @param value the number
	 * @return this trace
	 */
	public Trace tag(String key, long value) {
		this.span.tag(key, value);
		return this;
	}

	/**
	 * Notes a text.
	 * @param key what it is
	 * @param value the text
	 * @return this trace
	 */
	public Trace tag(String key, String value) {
		this.span.tag(key, value);
		return this;
	}

	/**
	 * Does the work, and notes if it fails.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return what came of it
	 */
	public <T> T of(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (RuntimeException ex) {
			this.span.error(ex);
			throw ex;
		}
	}

	/**
	 * Does the work, and notes if it fails.
	 * @param work what to do
	 */
	public void run(Runnable work) {
		of(() -> {
			work.run();
			return this;
		});
	}

	/** Leaves this out, since there turned out to be nothing to do. */
	public void forget() {
		this.forgotten = true;
	}

	@Override
	public void close() {
		this.scope.close();
		if (this.forgotten) {
			this.span.abandon();
		}
		else {
			this.span.end();
		}
	}

}
