package io.kafkatojdbc.guarantees;

import io.kafkatojdbc.faults.NamedConsumers;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import org.jspecify.annotations.Nullable;

/**
 * One of the instances of the service, as something that looks after it would run it.
 */
final class Instance implements AutoCloseable {

	private final String name;

	private final ServiceLauncher launcher;

	private volatile @Nullable Service service;

	private volatile boolean frozen;

	Instance(String name, ServiceLauncher launcher) {
		this.name = name;
		this.launcher = launcher;
	}

	/** Starts the instance and returns at once. */
	void launch() {
		this.service = this.launcher.launch();
	}

	Service service() {
		Service running = this.service;
		if (running == null) {
			throw new IllegalStateException("Instance " + this.name + " is not running");
		}
		return running;
	}

	NamedConsumers consumers() {
		return new NamedConsumers(service());
	}

	void awaitStarted() {
		service().awaitStarted();
	}

	boolean isObservable() {
		return this.service != null && !this.frozen;
	}

	void kill() {
		Service running = service();
		this.service = null;
		running.kill();
	}

	/** Starts the instance again with the other protocol of its consumer group. */
	void switchGroupProtocol() {
		Service running = service();
		this.service = null;
		running.terminate();
		this.launcher.groupProtocol(this.launcher.groupProtocol().equals("classic") ? "consumer" : "classic");
		launch();
	}

	void freeze() {
		this.frozen = true;
		service().freeze();
	}

	void thaw() {
		if (this.frozen) {
			service().thaw();
			this.frozen = false;
		}
	}

	/**
	 * Has the instance running, whatever was done to it.
	 * @return whether it was as it should be, and had not ended by itself
	 */
	boolean heal() {
		thaw();
		Service running = this.service;
		boolean endedByItself = running != null && !running.isRunning();
		if (running == null || endedByItself) {
			launch();
		}
		return !endedByItself;
	}

	/** Tells what the instance has said last. */
	String lastWords() {
		Service running = this.service;
		return "Instance %s:%n%s".formatted(this.name, (running != null) ? running.logTail() : "is not running");
	}

	@Override
	public void close() {
		Service running = this.service;
		if (running != null) {
			running.close();
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
