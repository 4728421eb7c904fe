package io.kafkatojdbc.registry;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.springframework.core.NestedExceptionUtils;

/**
 * Says in words why a server did not answer. The exceptions of the JDK's HTTP client
 * often have no message.
 */
final class Unreachable {

	/**
	 * The time for a request is over. The stream of an answer that has begun is then
	 * closed, which does not say so.
	 */
	static final String TIMED_OUT = "does not answer within 'ingest.registry.read-timeout'";

	private Unreachable() {
	}

	static String why(Throwable failure) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		if (has(failure, HttpConnectTimeoutException.class)) {
			return "can't be connected to within 'ingest.registry.connect-timeout'";
		}
		if (has(failure, HttpTimeoutException.class)) {
			return TIMED_OUT;
		}
		if (has(failure, UnresolvedAddressException.class)) {
			return "has an unknown host name";
		}
		if (has(failure, SSLException.class)) {
			return "can't be reached with TLS: %s; check 'ingest.registry.ssl-bundle'".formatted(message(root));
		}
		return has(failure, ConnectException.class) ? "refuses the connection" : "can't be reached: " + message(root);
	}

	private static boolean has(Throwable failure, Class<? extends Throwable> type) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
	}

	private static String message(Throwable failure) {
		return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
	}

}
