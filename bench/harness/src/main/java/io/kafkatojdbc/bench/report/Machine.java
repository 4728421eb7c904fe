package io.kafkatojdbc.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.kafkatojdbc.bench.server.PostgresServer;
import io.kafkatojdbc.bench.server.Servers;
import org.apache.kafka.common.utils.AppInfoParser;

/** Describes the machine and the software that the figures were measured on. */
public final class Machine {

	private Machine() {
	}

	/**
	 * Describes the machine and the servers.
	 * @param servers the servers
	 * @return a sentence or two
	 */
	public static String describe(Servers servers) {
		return "%d cores (%s), %s of memory, Linux %s, Java %s, PostgreSQL %s (%s), Kafka %s, %s; everything on this one machine"
			.formatted(Runtime.getRuntime().availableProcessors(), value("/proc/cpuinfo", "model name"), memory(),
					System.getProperty("os.version"), System.getProperty("java.version"), servers.postgres().version(),
					String.join(", ", PostgresServer.SETTINGS), AppInfoParser.getVersion(), debezium(servers));
	}

	private static String memory() {
		return "%d GB"
			.formatted(Math.round(Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1e6));
	}

	private static String value(String file, String name) {
		try (Stream<String> lines = Files.lines(Path.of(file))) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("unknown");
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	private static String debezium(Servers servers) {
		try (Stream<Path> files = Files.walk(servers.connectors())) {
			return files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.startsWith("debezium-connector-jdbc-"))
				.map((name) -> name.replace("debezium-connector-jdbc-", "Debezium's JDBC sink ").replace(".jar", ""))
				.findFirst()
				.orElse("Debezium unknown");
		}
		catch (IOException ex) {
			return "Debezium unknown";
		}
	}

}
