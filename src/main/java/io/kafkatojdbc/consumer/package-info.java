/**
 * Runs named Kafka consumers, which can be added and removed at run time. Each consumer
 * hands its polls to staging.
 */
@ApplicationModule(allowedDependencies = { "topic", "staging", "batch", "ledger", "setting", "database", "pipeline",
		"start", "watch" })
@NullMarked
package io.kafkatojdbc.consumer;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
