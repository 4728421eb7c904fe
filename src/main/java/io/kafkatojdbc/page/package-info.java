/** Streams to the page what the pipeline does. */
@ApplicationModule(
		allowedDependencies = { "batch", "consumer", "topic", "rejected", "setting", "ledger", "health", "watch" })
@NullMarked
package io.kafkatojdbc.page;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
