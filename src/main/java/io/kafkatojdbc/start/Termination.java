package io.kafkatojdbc.start;

import java.lang.reflect.Proxy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the service with exit code 0 when it is told to end by SIGTERM. Everything is
 * closed as before: by the JVM's shutdown hooks.
 */
public final class Termination {

	private static final Logger log = LoggerFactory.getLogger(Termination.class);

	private Termination() {
	}

	/**
	 * Has SIGTERM end the JVM like {@code System.exit(0)}. A second one waits for the
	 * first.
	 */
	public static void isSuccess() {
		try {
			handle("TERM", () -> System.exit(0));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			// As with the JVM's option -Xrs, which leaves signals to somebody else.
			log.debug("SIGTERM can't be handled; it ends the service as before, with another exit code", ex);
		}
	}

	/**
	 * By reflection: the compiler warns of this class, which every JVM has, and nothing
	 * can stop it.
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
