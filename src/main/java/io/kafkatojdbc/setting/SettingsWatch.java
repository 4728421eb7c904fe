package io.kafkatojdbc.setting;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Looks every second whether another instance has changed settings.
 */
@Component
class SettingsWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);

	private static final Duration EVERY = Duration.ofSeconds(1);

	private final Settings settings;

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("settings-"));

	private @Nullable ScheduledFuture<?> ticks;

	private volatile boolean running;

	SettingsWatch(Settings settings) {
		this.settings = settings;
	}

	private void look() {
		try {
			this.settings.follow();
		}
		catch (RuntimeException | Error ex) {
			// That the database does not answer is for others to tell, and nothing may
			// end
			// the timer.
			log.debug("The settings can't be looked at", ex);
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.settings.follow();
		this.ticks = this.timer.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.ticks != null) {
			this.ticks.cancel(false);
		}
		this.timer.shutdown();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		// Whatever starts after it starts with what the ledger keeps.
		return -1;
	}

}
