package io.kafkatojdbc.bench.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a process on this machine over HTTP. */
class LocalHttp {

	private final HttpClient client = HttpClient.newHttpClient();

	private final String address;

	LocalHttp(int port) {
		this.address = "http://127.0.0.1:" + port;
	}

	boolean answers(String path) {
		try {
			return send("GET", path, "").statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	String get(String path) {
		return require("GET", path, "");
	}

	String require(String method, String path, String body) {
		try {
			HttpResponse<String> response = send(method, path, body);
			if (response.statusCode() >= 300) {
				throw new IllegalStateException(
						"%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
			}
			return response.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException("%s %s".formatted(method, path), ex);
		}
	}

	/**
	 * Makes a call that the process may refuse, and returns whether it was successful.
	 */
	boolean attempt(String method, String path) {
		try {
			return send(method, path, "").statusCode() < 300;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private HttpResponse<String> send(String method, String path, String body) throws IOException {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(this.address + path))
				.header("Content-Type", "application/json")
				.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
				.build();
			return this.client.send(request, BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

}
