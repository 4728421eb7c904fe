package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.LiveSettings;
import io.kafkatojdbc.start.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The names of the consumers that this instance should have. The names come from the
 * configuration, until a consumer is added or removed at run time.
 */
@Component
class WantedConsumers implements LiveSettings {

	private static final Logger log = LoggerFactory.getLogger(WantedConsumers.class);

	private final Consumers consumers;

	private final List<String> configured;

	private final String instance;

	private volatile List<String> wanted;

	private volatile boolean started;

	WantedConsumers(Consumers consumers, Pipeline pipeline) {
		this.consumers = consumers;
		this.configured = List.copyOf(pipeline.consumers());
		this.instance = pipeline.instanceOrHost();
		this.wanted = this.configured;
	}

	@Override
	public boolean owns(String key) {
		return key.equals(NameList.KEY);
	}

	@Override
	public void requireChangeable(String key) {
		// The list of consumers is the only setting here, and it can always be changed.
	}

	@Override
	public void check(Map<String, String> changes) {
		NameList.check(changes.get(NameList.KEY), this.consumers.limit());
	}

	@Override
	public synchronized void apply(Map<String, String> changes) {
		this.wanted = changes.containsKey(NameList.KEY) ? NameList.split(changes.get(NameList.KEY)) : this.configured;
		if (this.started) {
			bringAbout();
		}
	}

	private void bringAbout() {
		List<String> there = this.consumers.names();
		there.stream().filter((name) -> !this.wanted.contains(name)).forEach(this.consumers::remove);
		this.wanted.forEach(this.consumers::add);
	}

	@Override
	public SortedMap<String, String> describe() {
		return new TreeMap<>(Map.of(NameList.KEY, NameList.join(this.wanted)));
	}

	@Override
	public String instance() {
		return this.instance;
	}

	/** Adds the wanted consumers when the service starts. */
	synchronized void start() {
		if (this.wanted.size() > this.consumers.limit()) {
			throw new StartException(
					"'ingest.consumers' names %d consumers, but there are %d connections to the database for them."
						.formatted(this.wanted.size(), this.consumers.limit()),
					"Raise 'spring.datasource.hikari.maximum-pool-size', or name fewer.");
		}
		if (!this.wanted.equals(this.configured)) {
			log.info(
					"Instance {} has the consumers [{}], as left over HTTP, and not [{}] as configured; "
							+ "PATCH /api/config with {\"{}\": null} goes back",
					this.instance, NameList.join(this.wanted), NameList.join(this.configured), NameList.KEY);
		}
		this.started = true;
		bringAbout();
	}

	/** Prevents further starts of consumers, because nobody would stop them any more. */
	synchronized void stop() {
		this.started = false;
	}

}
