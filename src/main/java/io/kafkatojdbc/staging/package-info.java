/** Stages polled records with COPY, in one transaction per poll. */
@ApplicationModule(allowedDependencies = { "format", "record", "table", "ledger", "database", "pipeline", "setting",
		"trace", "watch" })
@NullMarked
package io.kafkatojdbc.staging;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
