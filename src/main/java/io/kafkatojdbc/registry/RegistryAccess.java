package io.kafkatojdbc.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Checks where the registry is and how the service proves who it is, without a
 * connection.
 */
final class RegistryAccess {

	/** What may stand in a header behind {@code Bearer}. */
	private static final Pattern TOKEN = Pattern.compile("[!-~]+");

	private static final String REMOVE_OR_SET = "Set both, or none of them.";

	private final RegistryProperties properties;

	private final List<String> urls;

	/**
	 * Checks the settings.
	 * @throws StartException if they do not fit together; the message has no secrets
	 */
	RegistryAccess(RegistryProperties properties) {
		this.properties = properties;
		this.urls = properties.url().stream().map(RegistryAccess::checked).toList();
		checkCredentials();
		checkUse();
	}

	private static String checked(String url) {
		String stripped = url.strip().replaceFirst("/+$", "");
		URI uri = uri(stripped);
		if (uri == null || uri.getHost() == null || !Set.of("http", "https").contains(scheme(uri))) {
			throw wrongUrl("is not the URL of a schema registry");
		}
		if (uri.getRawUserInfo() != null) {
			throw new StartException("'ingest.registry.url' has a user or a password in it.",
					"Set 'ingest.registry.username' and 'ingest.registry.password' instead.");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw wrongUrl("has a '?' or a '#' in it");
		}
		return stripped;
	}

	private static StartException wrongUrl(String what) {
		return new StartException("'ingest.registry.url' %s.".formatted(what),
				"Set it as in http://localhost:8081, or several with commas between them.");
	}

	private static @Nullable URI uri(String url) {
		try {
			return new URI(url);
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static String scheme(URI uri) {
		return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
	}

	private void checkCredentials() {
		String username = this.properties.username();
		String token = this.properties.token();
		if ((username == null) != (this.properties.password() == null)) {
			throw new StartException("Only one of 'ingest.registry.username' and 'ingest.registry.password' is set.",
					REMOVE_OR_SET);
		}
		if (username != null && token != null) {
			throw new StartException("Both 'ingest.registry.username' and 'ingest.registry.token' are set.",
					"Remove the one that the registry does not ask for.");
		}
		if (username != null && username.contains(":")) {
			throw new StartException("'ingest.registry.username' has a ':' in it, which ends a user's name.",
					"Set the password in 'ingest.registry.password'.");
		}
		if (token != null && !TOKEN.matcher(token).matches()) {
			throw new StartException("'ingest.registry.token' is empty, or has other characters than tokens have.",
					"Set the token alone, without 'Bearer' in front.");
		}
	}

	private void checkUse() {
		boolean credentials = this.properties.username() != null || this.properties.token() != null;
		if (this.urls.isEmpty() && (credentials || this.properties.sslBundle() != null)) {
			throw new StartException(
					"'ingest.registry.url' is not set, but other settings under 'ingest.registry' are.",
					"Set it as in http://localhost:8081, or remove the others.");
		}
		if (!this.urls.isEmpty() && this.properties.sslBundle() != null
				&& this.urls.stream().noneMatch((url) -> scheme(URI.create(url)).equals("https"))) {
			throw new StartException("'ingest.registry.ssl-bundle' is set, but 'ingest.registry.url' has no https.",
					"Correct the URL, or remove the bundle.");
		}
	}

	/** Returns the URLs, without slashes at their ends. */
	List<String> urls() {
		return this.urls;
	}

	/** Adds the credentials to the headers of a request. */
	void authenticate(HttpHeaders headers) {
		if (this.properties.username() != null && this.properties.password() != null) {
			headers.setBasicAuth(this.properties.username(), this.properties.password(), StandardCharsets.UTF_8);
		}
		if (this.properties.token() != null) {
			headers.setBearerAuth(this.properties.token());
		}
	}

}
