package io.kafkatojdbc.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestUsers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/** What one listener of a service's events has heard until now. */
final class EventStream implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final InputStream body;

	private final List<Event> events = new CopyOnWriteArrayList<>();

	private volatile String firstLine = "";

	private final CompletableFuture<Void> reading;

	private EventStream(InputStream body) {
		this.body = body;
		this.reading = CompletableFuture.runAsync(this::read, (task) -> {
			Thread thread = new Thread(task, "event-stream");
			thread.setDaemon(true);
			thread.start();
		});
	}

	static EventStream of(Service service) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(service.url("/api/events")))
			.header("Accept", "text/event-stream")
			.header("Authorization", TestUsers.VIEWER)
			.timeout(Duration.ofSeconds(30))
			.build();
		try {
			HttpResponse<InputStream> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
			Assert.state(answer.statusCode() == 200, () -> "Refused with " + answer.statusCode());
			return new EventStream(answer.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read() {
		String name = "";
		try (var lines = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
			this.firstLine = lines.readLine();
			for (String line = this.firstLine; line != null; line = lines.readLine()) {
				if (line.startsWith("event:")) {
					name = line.substring("event:".length());
				}
				if (line.startsWith("data:")) {
					this.events.add(new Event(name, line.substring("data:".length())));
				}
			}
		}
		catch (IOException ex) {
			// As when it is closed
			throw new UncheckedIOException(ex);
		}
	}

	/** Tells the first line; nothing before there is one. */
	String firstLine() {
		return this.firstLine;
	}

	int count(String name) {
		return (int) this.events.stream().filter((event) -> event.name().equals(name)).count();
	}

	/** Tells the last snapshot. */
	JsonNode last() {
		return this.events.stream()
			.filter((event) -> event.name().equals("snapshot"))
			.reduce((left, right) -> right)
			.map((event) -> JsonMapper.shared().readTree(event.data()))
			.orElseThrow();
	}

	boolean isEnded() {
		return this.reading.isDone();
	}

	@Override
	public void close() {
		try {
			this.body.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One event.
	 *
	 * @param name what it is
	 * @param data what it says
	 */
	private record Event(String name, String data) {
	}

}
