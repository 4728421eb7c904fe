package io.kafkatojdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something on this machine that can be called by HTTP, with JSON as the body. Calls are
 * those of the operator unless it is said otherwise.
 */
public class HttpTarget {

	private final HttpClient client;

	private final URI base;

	private final Map<String, String> headers;

	/**
	 * Creates access to a port.
	 * @param port where it listens
	 */
	public HttpTarget(int port) {
		this(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(),
				URI.create("http://127.0.0.1:" + port), Map.of("Authorization", TestUsers.OPERATOR));
	}

	private HttpTarget(HttpClient client, URI base, Map<String, String> headers) {
		this.client = client;
		this.base = base;
		this.headers = headers;
	}

	/**
	 * Returns where it listens.
	 * @return its host and port
	 */
	public String address() {
		return this.base.getAuthority();
	}

	/**
	 * Returns the same target for calls with another header.
	 * @param name the header's name
	 * @param value its value; none is sent if it is empty
	 * @return a view of this target
	 */
	public HttpTarget with(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, value);
		changed.values().removeIf(String::isEmpty);
		return new HttpTarget(this.client, this.base, changed);
	}

	/**
	 * Returns the same target for somebody who may see everything and change nothing.
	 * @return a view of this target
	 */
	public HttpTarget asViewer() {
		return with("Authorization", TestUsers.VIEWER);
	}

	/**
	 * Returns the same target for somebody who does not say who it is.
	 * @return a view of this target
	 */
	public HttpTarget asNobody() {
		return with("Authorization", "");
	}

	/**
	 * Makes a request without a body, and tells the headers of the answer.
	 * @param method the method
	 * @param path the path, with the query
	 * @return the headers
	 */
	public HttpHeaders headers(String method, String path) {
		return exchange(method, path, BodyPublishers.noBody(), "").headers();
	}

	/**
	 * Makes a request without a body.
	 * @param method the method
	 * @param path the path, with the query
	 * @return the answer
	 */
	public Answer call(String method, String path) {
		return send(method, path, BodyPublishers.noBody());
	}

	/**
	 * Tells where a path is.
	 * @param path the path, with the query
	 * @return its URL
	 */
	public String url(String path) {
		return this.base.resolve(path).toString();
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
		HttpResponse<String> response = exchange(method, path, body, contentType);
		return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
				response.body());
	}

	private HttpResponse<String> exchange(String method, String path, BodyPublisher body, String contentType) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.base.resolve(path))
			.timeout(Duration.ofSeconds(30))
			.method(method, body);
		this.headers.forEach(request::header);
		if (body.contentLength() > 0) {
			request.header("Content-Type", contentType);
		}
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
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
