package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import static org.awaitility.Awaitility.await;

/**
 * A schema registry, Apicurio's, in a process of its own on this machine's loopback
 * address. It speaks the HTTP interface of Confluent's registry, and can be stopped,
 * killed and started again, on the same port and with the same schemas.
 */
public final class RegistryServer implements AutoCloseable {

	/** Where the build has unpacked the registry. */
	private static final Path UNPACKED = Path.of("target", "registry");

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static @Nullable RegistryServer shared;

	private final int port;

	private final ServerDirectory directory = ServerDirectory.create("registry");

	private final RestClient client;

	private @Nullable Process process;

	private RegistryServer(int port) {
		this.port = port;
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		this.client = RestClient.builder().baseUrl(url()).requestFactory(new JdkClientHttpRequestFactory(http)).build();
		AtExit.run(this::close);
	}

	/**
	 * Returns the registry that the tests of a JVM share. None of them may stop it.
	 * @return the running registry
	 */
	public static synchronized RegistryServer shared() {
		shared = (shared != null) ? shared : create();
		return shared;
	}

	/**
	 * Starts a registry on a free port.
	 * @return the registry, without schemas
	 */
	public static RegistryServer create() {
		return open(Ports.free());
	}

	/**
	 * Starts a registry.
	 * @param port its port
	 * @return the registry, without schemas
	 */
	public static RegistryServer open(int port) {
		RegistryServer server = new RegistryServer(port);
		server.start();
		return server;
	}

	/** Starts the registry again. */
	public synchronized void start() {
		Assert.state(this.process == null, "The registry is running");
		Assert.state(!Ports.taken(this.port), () -> "Port %d is taken".formatted(this.port));
		Path output = this.directory.path().resolve("registry.log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
			builder.environment()
				.putAll(Map.of("QUARKUS_HTTP_PORT", String.valueOf(this.port), "QUARKUS_HTTP_HOST", "127.0.0.1",
						"REGISTRY_DATASOURCE_URL", database()));
			Process starting = builder.start();
			this.process = starting;
			await("the registry, which writes to " + output).atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(100))
				.until(() -> answers() || !starting.isAlive());
			Assert.state(starting.isAlive(), () -> "The registry has ended: " + read(output));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** With a delay, a registry that is killed would lose the last schemas. */
	private String database() {
		return "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(this.directory.path().resolve("schemas"));
	}

	private static List<String> command() {
		String jar = jar().toString();
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Xmx128m",
				// It would open 20 connections to its database otherwise.
				"-D%prod.quarkus.datasource.jdbc.initial-size=2", "-D%prod.quarkus.datasource.jdbc.min-size=2", "-cp",
				Path.of("target", "test-classes") + System.getProperty("path.separator") + jar,
				RegistryMain.class.getName(), jar);
	}

	private static Path jar() {
		try (Stream<Path> files = Files.list(UNPACKED)) {
			return files.filter((file) -> file.toString().endsWith("-runner.jar")).findFirst().orElseThrow();
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"There is no registry in %s; './mvnw dependency:unpack@registry' gets it".formatted(UNPACKED), ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean answers() {
		try {
			return this.client.get().uri("/subjects").retrieve().toBodilessEntity().getStatusCode().is2xxSuccessful();
		}
		catch (RestClientException ex) {
			return false;
		}
	}

	/**
	 * Returns where the registry is.
	 * @return its URL, for the setting {@code ingest.registry.url}
	 */
	public String url() {
		return "http://127.0.0.1:%d/apis/ccompat/v7".formatted(this.port);
	}

	/**
	 * Returns where Apicurio's own clients find the registry.
	 * @return the URL of its own HTTP interface
	 */
	public String ownUrl() {
		return "http://127.0.0.1:%d/apis/registry/v2".formatted(this.port);
	}

	/**
	 * Registers a schema.
	 * @param subject its subject
	 * @param type its type, as in {@code AVRO}
	 * @param schema the schema
	 * @param references what it refers to
	 * @return its id
	 */
	public int register(String subject, String type, String schema, Reference... references) {
		JsonNode answer = this.client.post()
			.uri("/subjects/{subject}/versions", subject)
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("schemaType", type, "schema", schema, "references", Arrays.asList(references)))
			.retrieve()
			.body(JsonNode.class);
		return Objects.requireNonNull(answer).get("id").asInt();
	}

	/** Stops the registry; its schemas stay. */
	public synchronized void stop() {
		end(Process::destroy);
	}

	/** Kills the registry; its schemas stay. */
	public synchronized void kill() {
		end(Process::destroyForcibly);
	}

	private void end(Consumer<Process> signal) {
		Process running = this.process;
		if (running != null) {
			this.process = null;
			signal.accept(running);
			awaitEnd(running);
		}
	}

	private static void awaitEnd(Process running) {
		try {
			if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				running.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			running.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/** Kills the registry if it is running, and removes its schemas. */
	@Override
	public void close() {
		kill();
		this.directory.close();
	}

	/**
	 * What a schema refers to.
	 *
	 * @param name the name by which it refers to it
	 * @param subject the subject that is referred to
	 * @param version the version of that subject
	 */
	public record Reference(String name, String subject, int version) {
	}

}
