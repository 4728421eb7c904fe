package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.setting.Settings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Adds and removes consumers, and has the ledger keep that. */
@Component
class ConsumerAdministration {

	private final Consumers consumers;

	private final Settings settings;

	ConsumerAdministration(Consumers consumers, Settings settings) {
		this.consumers = consumers;
		this.settings = settings;
	}

	/** Adds a consumer for good, if it can be started; one that exists stays as it is. */
	void add(String name, @Nullable String who) {
		// What the ledger does not know yet must not be taken for one to be removed.
		synchronized (this.settings) {
			if (this.consumers.add(name)) {
				try {
					this.settings.change(WantedConsumers.KEY, (list) -> with(list, name), who);
				}
				catch (RuntimeException ex) {
					this.consumers.remove(name);
					throw ex;
				}
			}
		}
	}

	/** Removes a consumer for good; others take over its partitions. */
	void remove(String name, @Nullable String who) {
		synchronized (this.settings) {
			if (!this.consumers.names().contains(name)) {
				throw new UnknownConsumerException(name);
			}
			this.settings.change(WantedConsumers.KEY, (list) -> without(list, name), who);
		}
	}

	private static String with(@Nullable String list, String name) {
		List<String> names = new ArrayList<>(WantedConsumers.split(list));
		names.add(name);
		return WantedConsumers.join(names);
	}

	private static String without(@Nullable String list, String name) {
		return WantedConsumers.join(WantedConsumers.split(list).stream().filter((each) -> !each.equals(name)).toList());
	}

}
