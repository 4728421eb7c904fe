/** Streams the state of the pipeline to the page. */
@ApplicationModule(allowedDependencies = { "batch", "consumer", "topic", "rejected", "setting", "ledger", "table",
		"database", "health", "watch" })
@NullMarked
package io.kafkatojdbc.page;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
