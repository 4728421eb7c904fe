package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Something on this machine that can be called by HTTP, with JSON as the body. */
public abstract class HttpTarget {

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final URI base;

	HttpTarget(int port) {
		this.base = URI.create("http://127.0.0.1:" + port);
	}

	/**
	 * Sends a GET request.
	 * @param path the path, with the query
	 * @return the answer
	 */
	public Answer get(String path) {
		return send("GET", path, BodyPublishers.noBody());
	}

	/**
	 * Sends a POST request without a body.
	 * @param path the path, with the query
	 * @return the answer
	 */
	public Answer post(String path) {
		return send("POST", path, BodyPublishers.noBody());
	}

	/**
	 * Sends a POST request.
	 * @param path the path, with the query
	 * @param json the body
	 * @return the answer
	 */
	public Answer post(String path, String json) {
		return send("POST", path, BodyPublishers.ofString(json));
	}

	/**
	 * Sends a POST request as curl does with {@code -d} if no header says otherwise.
	 * @param path the path, with the query
	 * @param body the body
	 * @return the answer
	 */
	public Answer postForm(String path, String body) {
		return send("POST", path, BodyPublishers.ofString(body), "application/x-www-form-urlencoded");
	}

	/**
	 * Sends a PUT request without a body.
	 * @param path the path, with the query
	 * @return the answer
	 */
	public Answer put(String path) {
		return send("PUT", path, BodyPublishers.noBody());
	}

	/**
	 * Sends a PUT request.
	 * @param path the path, with the query
	 * @param json the body
	 * @return the answer
	 */
	public Answer put(String path, String json) {
		return send("PUT", path, BodyPublishers.ofString(json));
	}

	/**
	 * Sends a PATCH request.
	 * @param path the path, with the query
	 * @param json the body
	 * @return the answer
	 */
	public Answer patch(String path, String json) {
		return send("PATCH", path, BodyPublishers.ofString(json));
	}

	/**
	 * Sends a DELETE request.
	 * @param path the path, with the query
	 * @return the answer
	 */
	public Answer delete(String path) {
		return send("DELETE", path, BodyPublishers.noBody());
	}

	private Answer send(String method, String path, BodyPublisher body) {
		return send(method, path, body, "application/json");
	}

	private Answer send(String method, String path, BodyPublisher body, String contentType) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.timeout(Duration.ofSeconds(30))
			.method(method, body);
		if (body.contentLength() > 0) {
			request.header("Content-Type", contentType);
		}
		try {
			HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
					response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("%s %s".formatted(method, path), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What was answered.
	 *
	 * @param status the status code
	 * @param contentType the type of the body, empty if there is none
	 * @param body the body as it came
	 */
	public record Answer(int status, String contentType, String body) {

		/**
		 * Reads the body.
		 * @return its JSON
		 */
		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

	}

}
