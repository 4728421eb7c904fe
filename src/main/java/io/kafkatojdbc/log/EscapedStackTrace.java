package io.kafkatojdbc.log;

import ch.qos.logback.classic.spi.IThrowableProxy;

import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** The stack trace of an event, with the control characters of its messages escaped. */
final class EscapedStackTrace extends ExtendedWhitespaceThrowableProxyConverter {

	@Override
	protected String throwableProxyToString(IThrowableProxy throwable) {
		return super.throwableProxyToString(new EscapedThrowable(throwable));
	}

}
