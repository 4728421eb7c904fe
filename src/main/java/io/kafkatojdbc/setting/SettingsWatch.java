package io.kafkatojdbc.setting;

import java.time.Duration;

import io.kafkatojdbc.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Checks every second whether another instance has changed settings. */
@Component
class SettingsWatch extends Watch {

	private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

	/**
	 * The watch starts early, so that all that starts later uses the settings from the
	 * ledger.
	 */
	private static final int PHASE = -1;

	private final Settings settings;

	SettingsWatch(Settings settings) {
		super("settings-", Duration.ofSeconds(1), PHASE);
		this.settings = settings;
	}

	@Override
	protected void begin() {
		this.settings.follow();
	}

	@Override
	protected void look() {
		this.settings.follow();
	}

	/**
	 * Logs the error at debug level, because other parts report that the database does
	 * not answer.
	 */
	@Override
	protected void failed(Throwable ex) {
		log.debug("The settings can't be looked at", ex);
	}

}
