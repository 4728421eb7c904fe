package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An earlier copy of a topic's logs. A broker that gets it back has lost the records
 * since, and leads the partitions in a later epoch, as after an unclean election.
 */
public final class LogCopy implements AutoCloseable {

	private final LocalBroker broker;

	private final DirectoryCopy copy;

	private LogCopy(LocalBroker broker, DirectoryCopy copy) {
		this.broker = broker;
		this.copy = copy;
	}

	/**
	 * Copies the logs of a topic, for which the broker is restarted.
	 * @param broker the broker
	 * @param topic the topic
	 * @return the copy
	 */
	public static LogCopy of(LocalBroker broker, String topic) {
		broker.stop();
		try (Stream<Path> logs = Files.list(broker.directory())) {
			List<Path> partitions = logs.filter((log) -> log.getFileName().toString().matches(topic + "-\\d+"))
				.toList();
			return new LogCopy(broker, DirectoryCopy.of(partitions));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			broker.start();
		}
	}

	/** Restarts the broker with the logs as they were. */
	public void putBack() {
		this.broker.stop();
		this.copy.putBack();
		this.broker.start();
	}

	@Override
	public void close() {
		this.copy.close();
	}

}
