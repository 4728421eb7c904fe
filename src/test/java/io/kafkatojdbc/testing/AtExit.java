package io.kafkatojdbc.testing;

import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;

/** Ends servers with the JVM, the last one started first. */
public final class AtExit {

	private static final Logger log = LoggerFactory.getLogger(AtExit.class);

	private static final Deque<Runnable> ACTIONS = new ArrayDeque<>();

	private static final Thread HOOK = new Thread(AtExit::runAll, "servers-at-exit");

	private static boolean afterContexts;

	private static volatile boolean ending;

	static {
		Runtime.getRuntime().addShutdownHook(HOOK);
	}

	private AtExit() {
	}

	/**
	 * Remembers what to do when the JVM ends.
	 * @param action what to do
	 */
	public static synchronized void run(Runnable action) {
		ACTIONS.push(action);
	}

	/**
	 * Makes the servers outlive the application contexts, which would otherwise be closed
	 * while their servers are going away. To be called once a {@link SpringApplication}
	 * runs.
	 */
	public static synchronized void afterContexts() {
		if (!afterContexts) {
			afterContexts = true;
			SpringApplication.getShutdownHandlers().add(AtExit::runAll);
			Runtime.getRuntime().removeShutdownHook(HOOK);
		}
	}

	/**
	 * Tells whether the servers are being ended, so that what fails fails for that
	 * reason.
	 * @return whether the JVM is ending
	 */
	public static boolean isEnding() {
		return ending;
	}

	private static synchronized void runAll() {
		ending = true;
		while (!ACTIONS.isEmpty()) {
			runOne(ACTIONS.pop());
		}
	}

	private static void runOne(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException ex) {
			log.warn("Something could not be ended in good order", ex);
		}
	}

}
