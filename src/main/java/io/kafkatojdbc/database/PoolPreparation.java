package io.kafkatojdbc.database;

import java.util.Objects;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;

/** Gives Spring Boot's pool the settings of its sessions before it opens any. */
class PoolPreparation implements BeanPostProcessor {

	/** The bean of the control pool, which is a copy of Spring Boot's pool. */
	static final String CONTROL_POOL = "controlDataSource";

	/** The bean of the pool for questions, which is another copy. */
	static final String QUESTION_POOL = "questionDataSource";

	private static final Set<String> COPIES = Set.of(CONTROL_POOL, QUESTION_POOL);

	private volatile @Nullable SessionSettings settings;

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof HikariDataSource pool && !COPIES.contains(beanName)) {
			SessionSettings found = SessionSettings.of(pool);
			found.prepareForStaging(pool);
			this.settings = found;
		}
		return bean;
	}

	/**
	 * Returns the settings for the server, which are known once there is a pool.
	 * @param pool the pool
	 */
	SessionSettings settings(HikariDataSource pool) {
		return Objects.requireNonNull(this.settings, () -> "Nobody has prepared " + pool);
	}

}
