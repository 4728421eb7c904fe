package io.kafkatojdbc.log;

import java.util.Arrays;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/** A throwable whose messages have their control characters escaped. */
final class EscapedThrowable implements IThrowableProxy {

	private final IThrowableProxy throwable;

	EscapedThrowable(IThrowableProxy throwable) {
		this.throwable = throwable;
	}

	private static @Nullable IThrowableProxy escaped(@Nullable IThrowableProxy throwable) {
		return (throwable != null) ? new EscapedThrowable(throwable) : null;
	}

	private static @Nullable String escaped(@Nullable String message) {
		return (message != null) ? ControlCharacters.escape(message) : null;
	}

	@Override
	public @Nullable String getMessage() {
		return escaped(this.throwable.getMessage());
	}

	@Override
	public @Nullable String getOverridingMessage() {
		return escaped(this.throwable.getOverridingMessage());
	}

	@Override
	public String getClassName() {
		return this.throwable.getClassName();
	}

	@Override
	public StackTraceElementProxy[] getStackTraceElementProxyArray() {
		return this.throwable.getStackTraceElementProxyArray();
	}

	@Override
	public int getCommonFrames() {
		return this.throwable.getCommonFrames();
	}

	@Override
	public @Nullable IThrowableProxy getCause() {
		return escaped(this.throwable.getCause());
	}

	@Override
	public IThrowableProxy[] getSuppressed() {
		return Arrays.stream(this.throwable.getSuppressed()).map(EscapedThrowable::new).toArray(IThrowableProxy[]::new);
	}

	@Override
	public boolean isCyclic() {
		return this.throwable.isCyclic();
	}

}
