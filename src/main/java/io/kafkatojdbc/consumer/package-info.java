/**
 * Named Kafka consumers, added and removed at run time; each hands its polls to staging.
 */
@ApplicationModule(allowedDependencies = { "topic", "staging", "batch", "ledger", "setting", "database", "pipeline",
		"start", "watch" })
@NullMarked
package io.kafkatojdbc.consumer;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
