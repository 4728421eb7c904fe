package io.kafkatojdbc.registry;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResourceAccessException;

/**
 * Asks the registry. If one of its servers cannot answer, the next one is asked, and the
 * server that has answered is asked first from then on.
 */
class RegistryClient {

	private static final Logger log = LoggerFactory.getLogger(RegistryClient.class);

	private static final JsonMapper MAPPER = JsonMapper.shared();

	/** The longest answer that is read. A schema is far shorter. */
	private static final int MAX_BYTES = 32 * 1024 * 1024;

	/**
	 * The codes of a registry for a subject, a version or a schema that it does not know.
	 */
	private static final Set<Integer> UNKNOWN = Set.of(40401, 40402, 40403);

	private final RegistryHttp http;

	private final List<String> urls;

	private volatile int preferred;

	RegistryClient(RegistryHttp http, List<String> urls) {
		this.http = http;
		this.urls = urls;
	}

	/**
	 * Fetches a schema.
	 * @param path the path behind the registry's URL, with places for variables
	 * @param variables the values for these places
	 * @return the registry's answer, which has the text of the schema, or empty if the
	 * registry does not know the schema
	 * @throws RegistryUnavailableException if no server of the registry can answer
	 */
	Optional<JsonNode> get(String path, Object... variables) {
		int first = this.preferred;
		RegistryUnavailableException failure = null;
		for (int i = 0; i < this.urls.size(); i++) {
			int server = (first + i) % this.urls.size();
			try {
				Optional<JsonNode> answer = ask(this.urls.get(server), path, variables);
				this.preferred = server;
				return answer;
			}
			catch (RegistryUnavailableException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		throw Objects.requireNonNull(failure, "there is at least one URL");
	}

	private Optional<JsonNode> ask(String url, String path, Object... variables) {
		long start = System.nanoTime();
		try {
			return Objects.requireNonNull(this.http.client()
				.get()
				.uri(url + path, variables)
				.exchange((request, response) -> read(url, response)));
		}
		catch (ResourceAccessException ex) {
			log.debug("{} can't be reached", url, ex);
			boolean timedOut = System.nanoTime() - start >= this.http.readTimeout().toNanos();
			throw unavailable(url, timedOut ? Unreachable.TIMED_OUT : Unreachable.why(ex));
		}
	}

	private static Optional<JsonNode> read(String url, ClientHttpResponse response) throws IOException {
		int status = response.getStatusCode().value();
		JsonNode answer = json(response.getBody().readNBytes(MAX_BYTES));
		if (status == HttpStatus.OK.value()) {
			if (!answer.path("schema").isString()) {
				throw unavailable(url, "answers with something else than a schema");
			}
			return Optional.of(answer);
		}
		if (status == HttpStatus.NOT_FOUND.value() && UNKNOWN.contains(answer.path("error_code").asInt(0))) {
			return Optional.empty();
		}
		throw unavailable(url, "answers with the status %d%s".formatted(status, hint(status)));
	}

	private static JsonNode json(byte[] bytes) {
		try {
			return MAPPER.readTree(bytes);
		}
		catch (JacksonException ex) {
			log.debug("Not JSON", ex);
			return MissingNode.getInstance();
		}
	}

	private static String hint(int status) {
		return switch (status) {
			case 301, 302, 303, 307, 308 -> ", which leads elsewhere; set 'ingest.registry.url' to the place itself";
			case 401, 403 -> "; check 'ingest.registry.username' and '.password', or '.token'";
			case 404 -> ", and not as a registry does; check the path in 'ingest.registry.url', "
					+ "and whether the registry knows GUIDs if producers send them";
			default -> "";
		};
	}

	private static RegistryUnavailableException unavailable(String url, String what) {
		return new RegistryUnavailableException("The schema registry %s %s".formatted(url, what));
	}

}
