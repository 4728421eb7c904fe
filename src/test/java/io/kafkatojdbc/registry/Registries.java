package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.kafkatojdbc.pipeline.Pipelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/** Schema registries as the service sees them. */
public final class Registries {

	/**
	 * No test waits for a server that answers late, so a busy machine may take its time.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private Registries() {
	}

	/**
	 * Returns access to a registry.
	 * @param urls where it is
	 * @return its schemas
	 */
	public static SchemaRegistry at(String... urls) {
		return at(properties(Arrays.asList(urls), null, null, null, null), new DefaultSslBundleRegistry());
	}

	/** Returns access to a registry that has to answer soon. */
	static SchemaRegistry impatient(String url, Duration readTimeout) {
		return at(new RegistryProperties(List.of(url), null, null, null, null, PATIENCE, readTimeout),
				new DefaultSslBundleRegistry());
	}

	static SchemaRegistry at(RegistryProperties properties, SslBundles bundles) {
		return new SchemaRegistry(properties, bundles, new SimpleMeterRegistry(), Pipelines.films());
	}

	static RegistryProperties properties(List<String> urls, @Nullable String username, @Nullable String password,
			@Nullable String token, @Nullable String bundle) {
		return new RegistryProperties(urls, username, password, token, bundle, PATIENCE, PATIENCE);
	}

}
