package io.kafkatojdbc.consumer;

import java.util.Map;
import java.util.SortedMap;

import io.kafkatojdbc.setting.LiveSettings;

import org.springframework.stereotype.Component;

/**
 * The consumers' Kafka settings, which can change at run time. After a change, the
 * consumers are restarted one after the other, and not while a batch is merged.
 */
@Component
class LiveConsumerSettings implements LiveSettings {

	private final ConsumerSettings settings;

	private final Consumers consumers;

	LiveConsumerSettings(ConsumerSettings settings, Consumers consumers) {
		this.settings = settings;
		this.consumers = consumers;
	}

	@Override
	public boolean owns(String key) {
		return !key.startsWith("ingest.");
	}

	@Override
	public void requireChangeable(String key) {
		SettingDefinitions.requireChangeable(key);
	}

	@Override
	public void check(Map<String, String> changes) {
		this.settings.check(changes);
	}

	@Override
	public void apply(Map<String, String> changes) {
		if (this.settings.apply(changes)) {
			this.consumers.renewAll("took over changed settings");
		}
	}

	@Override
	public boolean isInEffect() {
		return this.consumers.areUpToDate();
	}

	@Override
	public SortedMap<String, String> describe() {
		return this.settings.describe();
	}

}
