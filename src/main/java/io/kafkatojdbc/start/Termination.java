package io.kafkatojdbc.start;

import java.lang.reflect.Proxy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the service with exit code 0 on SIGTERM. The JVM's shutdown hooks close
 * everything, as without this class.
 */
public final class Termination {

	private static final Logger log = LoggerFactory.getLogger(Termination.class);

	private Termination() {
	}

	/**
	 * Makes SIGTERM end the JVM like {@code System.exit(0)}. A second SIGTERM waits for
	 * the first.
	 */
	public static void isSuccess() {
		try {
			handle("TERM", () -> System.exit(0));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			// The JVM's option -Xrs, for example, does not let the service handle
			// signals.
			log.debug("SIGTERM can't be handled; it ends the service as before, with another exit code", ex);
		}
	}

	/**
	 * Handles a signal by reflection, because the compiler warns about the class
	 * {@code sun.misc.Signal} and the warning cannot be suppressed. Every JVM has this
	 * class.
	 */
	private static void handle(String signal, Runnable action) throws ReflectiveOperationException {
		Class<?> type = Class.forName("sun.misc.Signal");
		Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
		Object handler = Proxy.newProxyInstance(Termination.class.getClassLoader(), new Class<?>[] { handlerType },
				(proxy, method, arguments) -> {
					if (method.getName().equals("handle")) {
						action.run();
					}
					return null;
				});
		type.getMethod("handle", type, handlerType)
			.invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
	}

}
