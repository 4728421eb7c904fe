package io.kafkatojdbc.registry;

import java.net.http.HttpClient;
import java.time.Duration;

import javax.net.ssl.SSLParameters;

import io.kafkatojdbc.start.StartException;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;

/**
 * Creates HTTP clients for the registry. A bundle that is loaded again, for example with
 * a new certificate, gives a new client.
 */
final class RegistryHttp {

	private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";

	private final RegistryProperties properties;

	private final RegistryAccess access;

	private volatile RestClient client;

	RegistryHttp(RegistryProperties properties, RegistryAccess access, SslBundles bundles) {
		this.properties = properties;
		this.access = access;
		HttpClient.Builder builder = HttpClient.newBuilder();
		String bundle = properties.sslBundle();
		if (bundle != null) {
			encrypt(builder, bundle(bundles, bundle));
			bundles.addBundleUpdateHandler(bundle,
					(changed) -> this.client = client(encrypt(HttpClient.newBuilder(), changed)));
		}
		this.client = client(builder);
	}

	private static SslBundle bundle(SslBundles bundles, String name) {
		try {
			return bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			throw new StartException(
					"There is no SSL bundle '%s', which 'ingest.registry.ssl-bundle' names.".formatted(name),
					"Define it under 'spring.ssl.bundle.pem.%1$s' or 'spring.ssl.bundle.jks.%1$s'.".formatted(name));
		}
	}

	private static HttpClient.Builder encrypt(HttpClient.Builder builder, SslBundle bundle) {
		SslOptions options = bundle.getOptions();
		SSLParameters parameters = new SSLParameters();
		parameters.setCipherSuites(options.getCiphers());
		parameters.setProtocols(options.getEnabledProtocols());
		return builder.sslContext(bundle.createSslContext()).sslParameters(parameters);
	}

	private RestClient client(HttpClient.Builder builder) {
		// Some servers stumble over the request to change to HTTP/2.
		HttpClient http = builder.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(this.properties.connectTimeout())
			.build();
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
		requests.setReadTimeout(this.properties.readTimeout());
		// The URLs are encoded as they are configured.
		DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory();
		uris.setEncodingMode(EncodingMode.VALUES_ONLY);
		return RestClient.builder()
			.requestFactory(requests)
			.uriBuilderFactory(uris)
			.defaultHeader("Accept", ACCEPT)
			.defaultHeaders(this.access::authenticate)
			.build();
	}

	RestClient client() {
		return this.client;
	}

	/** Returns the time after which a request fails, whatever it waits for. */
	Duration readTimeout() {
		return this.properties.readTimeout();
	}

}
