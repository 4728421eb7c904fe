package io.kafkatojdbc.bench.listener;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs listeners as its standard input commands. It can start and stop listeners many
 * times in the same JVM, and ends at the end of its input.
 */
public final class ListenerMain {

	/** Begins the line that starts the listeners. Arguments follow. */
	public static final String START = "start ";

	/** The line that stops the listeners. */
	public static final String STOP = "stop";

	/**
	 * Begins the line that reports the time of the first record. The run and the
	 * microseconds follow.
	 */
	public static final String FIRST = "first record of ";

	/** Begins the line that reports that the listeners have stopped. The run follows. */
	public static final String STOPPED = "stopped ";

	private static final Map<String, Object> DEFAULTS = Map.of("spring.kafka.consumer.auto-offset-reset", "earliest",
			"spring.kafka.consumer.value-deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer",
			"spring.kafka.listener.type", "batch");

	private ListenerMain() {
	}

	/**
	 * Waits for commands and carries them out.
	 * @param args none
	 * @throws IOException if the input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		ConfigurableApplicationContext running = null;
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			if (line.startsWith(START)) {
				running = start(line.substring(START.length()).split(" "));
			}
			else if (line.equals(STOP) && running != null) {
				String run = running.getEnvironment().getProperty("listener.run");
				running.close();
				System.out.println(STOPPED + run);
			}
		}
		System.exit(0);
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(ListenerApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(DEFAULTS)
			.run(arguments);
	}

}
