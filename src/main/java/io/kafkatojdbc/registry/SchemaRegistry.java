package io.kafkatojdbc.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.start.StartException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.stereotype.Component;

/**
 * The schemas of a registry that speaks the HTTP interface of Confluent's. A schema is
 * fetched once and kept for ever, because the schema of an id never changes. All threads
 * may use an instance.
 */
@Component
public class SchemaRegistry {

	private final Map<SchemaId, RegisteredSchema> known = new ConcurrentHashMap<>();

	/** The lookups that one thread makes and others may wait for. */
	private final Map<SchemaId, CompletableFuture<RegisteredSchema>> running = new ConcurrentHashMap<>();

	private final UnknownSchemas unknown = new UnknownSchemas(System::nanoTime);

	private final RegistryStatus status = new RegistryStatus(System::nanoTime);

	private final List<String> urls;

	private final @Nullable SchemaLookup lookup;

	private final RegistryMeters meters;

	SchemaRegistry(RegistryProperties properties, SslBundles bundles, MeterRegistry meters, Pipeline pipeline) {
		RegistryAccess access = new RegistryAccess(properties);
		this.urls = access.urls();
		this.lookup = this.urls.isEmpty() ? null
				: new SchemaLookup(new RegistryClient(new RegistryHttp(properties, access, bundles), this.urls));
		this.meters = new RegistryMeters(meters, pipeline);
	}

	/**
	 * Refuses to start without a registry.
	 * @param setting the setting that needs a registry, and its value, as in
	 * {@code ingest.record.value-format=avro}
	 * @throws StartException if no registry is configured
	 */
	public void requireFor(String setting) {
		if (this.lookup == null) {
			throw new StartException("'%s' needs a schema registry.".formatted(setting),
					"Set 'ingest.registry.url', as in http://localhost:8081.");
		}
	}

	/**
	 * Returns the schema with an id. A schema that is known is returned without asking
	 * the registry.
	 * @param id the id
	 * @return the schema
	 * @throws UnreadableRecordException if the registry does not know the schema, or if
	 * the schema cannot be used
	 * @throws RegistryUnavailableException if the registry cannot answer now, or if it
	 * does not know the schema yet
	 */
	public RegisteredSchema schema(SchemaId id) throws UnreadableRecordException {
		RegisteredSchema schema = this.known.get(id);
		return (schema != null) ? schema : lookUpOnce(id);
	}

	/** Looks a schema up, or waits for the thread that does. */
	private RegisteredSchema lookUpOnce(SchemaId id) throws UnreadableRecordException {
		this.unknown.check(id);
		CompletableFuture<RegisteredSchema> own = new CompletableFuture<>();
		CompletableFuture<RegisteredSchema> other = this.running.putIfAbsent(id, own);
		if (other != null) {
			return result(other);
		}
		try {
			RegisteredSchema meanwhile = this.known.get(id);
			own.complete((meanwhile != null) ? meanwhile : lookUp(id));
		}
		catch (UnreadableRecordException | RuntimeException ex) {
			own.completeExceptionally(ex);
		}
		finally {
			this.running.remove(id);
			// After an error, nobody may wait for ever.
			own.cancel(false);
		}
		return result(own);
	}

	private static RegisteredSchema result(CompletableFuture<RegisteredSchema> lookup)
			throws UnreadableRecordException {
		try {
			return lookup.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof UnreadableRecordException unreadable) {
				throw unreadable;
			}
			throw (ex.getCause() instanceof RuntimeException unchecked) ? unchecked : ex;
		}
	}

	private RegisteredSchema lookUp(SchemaId id) throws UnreadableRecordException {
		if (this.lookup == null) {
			throw new RegistryUnavailableException(
					"The record's schema is in a registry, and 'ingest.registry.url' is not set");
		}
		long start = System.nanoTime();
		try {
			RegisteredSchema schema = this.lookup.fetch(id);
			this.known.put(id, schema);
			this.unknown.known(id);
			this.meters.found(start);
			this.status.answered();
			return schema;
		}
		catch (UnknownSchemaException ex) {
			this.meters.unknown(start);
			this.status.answered();
			throw this.unknown.after(id, ex.what());
		}
		catch (UnreadableRecordException ex) {
			this.meters.found(start);
			this.status.answered();
			throw ex;
		}
		catch (RegistryUnavailableException ex) {
			this.meters.failed(start);
			this.status.failed(ex);
			throw ex;
		}
	}

	/** Returns the URLs of the registry, without credentials; none without a registry. */
	List<String> urls() {
		return this.urls;
	}

	/** Returns how many schemas are kept. */
	int size() {
		return this.known.size();
	}

	/** Returns whether the registry answers. */
	RegistryStatus status() {
		return this.status;
	}

}
