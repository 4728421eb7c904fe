package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.setting.Settings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Adds and removes consumers, and stores each change in the ledger. */
@Component
class ConsumerAdministration {

	private final Consumers consumers;

	private final Settings settings;

	ConsumerAdministration(Consumers consumers, Settings settings) {
		this.consumers = consumers;
		this.settings = settings;
	}

	/**
	 * Adds a consumer permanently, if the consumer can be started. A consumer that
	 * already exists stays as it is.
	 */
	void add(String name, @Nullable String who) {
		// The new consumer runs before the ledger lists it. Without the lock, another
		// change of the settings would remove the consumer in between.
		synchronized (this.settings) {
			if (this.consumers.add(name)) {
				try {
					this.settings.change(NameList.KEY, (list) -> with(list, name), who);
				}
				catch (RuntimeException ex) {
					this.consumers.remove(name);
					throw ex;
				}
			}
		}
	}

	/** Removes a consumer permanently. Other consumers take over its partitions. */
	void remove(String name, @Nullable String who) {
		synchronized (this.settings) {
			if (!this.consumers.names().contains(name)) {
				throw new UnknownConsumerException(name);
			}
			this.settings.change(NameList.KEY, (list) -> without(list, name), who);
		}
	}

	private static String with(@Nullable String list, String name) {
		List<String> names = new ArrayList<>(NameList.split(list));
		names.add(name);
		return NameList.join(names);
	}

	private static String without(@Nullable String list, String name) {
		return NameList.join(NameList.split(list).stream().filter((each) -> !each.equals(name)).toList());
	}

}
