package io.kafkatojdbc.trace;

import java.util.function.Supplier;

import io.kafkatojdbc.database.Reason;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/** The trace of one piece of work. */
public final class Trace implements AutoCloseable {

	private final Span span;

	private final Tracer.SpanInScope scope;

	private boolean forgotten;

	Trace(Tracer tracer, Span span) {
		this.span = span;
		this.scope = tracer.withSpan(span);
	}

	/**
	 * Adds a number to the trace.
	 * @param key the name of the number
	 * @param value the number
	 * @return this trace
	 */
	public Trace tag(String key, long value) {
		this.span.tag(key, value);
		return this;
	}

	/**
	 * Adds a text to the trace.
	 * @param key the name of the text
	 * @param value the text
	 * @return this trace
	 */
	public Trace tag(String key, String value) {
		this.span.tag(key, value);
		return this;
	}

	/**
	 * Does the work, and marks the trace as failed if the work fails.
	 * @param <T> the type of the result
	 * @param work the work to do
	 * @return the result of the work
	 */
	public <T> T of(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (RuntimeException ex) {
			this.span.error(new Failure(ex));
			throw ex;
		}
	}

	/**
	 * Does the work, and marks the trace as failed if the work fails.
	 * @param work the work to do
	 */
	public void run(Runnable work) {
		of(() -> {
			work.run();
			return this;
		});
	}

	/** Drops this trace, because there was nothing to do. */
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

	/**
	 * The failure that is exported: its stack trace, and a message that quotes no row.
	 */
	private static final class Failure extends RuntimeException {

		Failure(RuntimeException failure) {
			super(failure.getClass().getSimpleName() + ": " + Reason.of(failure));
			setStackTrace(failure.getStackTrace());
		}

	}

}
