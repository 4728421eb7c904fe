/** Compares the topic with the ledger. */
@ApplicationModule(
		allowedDependencies = { "staging", "table", "batch", "ledger", "database", "pipeline", "start", "watch" })
@NullMarked
package io.kafkatojdbc.topic;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
