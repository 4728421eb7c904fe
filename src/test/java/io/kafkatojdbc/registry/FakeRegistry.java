package io.kafkatojdbc.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

/** A server that answers as a registry does only on some bad days. */
final class FakeRegistry implements AutoCloseable {

	/** What a registry answers for an id that it does not know. */
	static final HttpHandler UNKNOWN = answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");

	private final HttpServer server;

	private final String scheme;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final Map<String, List<String>> headers = new ConcurrentHashMap<>();

	FakeRegistry() {
		this(null);
	}

	/** Creates a server that speaks TLS. */
	FakeRegistry(@Nullable SSLContext tls) {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try {
			if (tls != null) {
				HttpsServer secure = HttpsServer.create(address, 0);
				secure.setHttpsConfigurator(new HttpsConfigurator(tls));
				this.server = secure;
			}
			else {
				this.server = HttpServer.create(address, 0);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.scheme = (tls != null) ? "https" : "http";
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = exchange.getRequestURI().toString();
		this.requests.add(request);
		this.headers.putAll(exchange.getRequestHeaders());
		try (exchange) {
			this.handlers.getOrDefault(request, UNKNOWN).handle(exchange);
		}
	}

	static HttpHandler answer(int status, String body) {
		return (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
		};
	}

	/** Sends the beginning of an answer, and leaves the rest to another handler. */
	static HttpHandler begin(String beginning, HttpHandler then) {
		return (exchange) -> {
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
			exchange.getResponseBody().flush();
			then.handle(exchange);
		};
	}

	/** Answers a request from now on. */
	FakeRegistry on(String request, HttpHandler handler) {
		this.handlers.put(request, handler);
		return this;
	}

	/** Answers a request with a JSON object, which has single quotes. */
	FakeRegistry on(String request, String json) {
		return on(request, answer(200, json.replace('\'', '"')));
	}

	String url() {
		return "%s://localhost:%d".formatted(this.scheme, this.server.getAddress().getPort());
	}

	/** Returns all requests, the oldest first. */
	List<String> requests() {
		return this.requests;
	}

	/** Returns the last value of a request's header. */
	String header(String name) {
		return String.join(",", this.headers.getOrDefault(name, List.of()));
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
