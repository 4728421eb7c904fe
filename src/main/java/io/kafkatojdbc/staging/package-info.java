/** Stages polled records with COPY, in one transaction per poll. */
@ApplicationModule(allowedDependencies = { "format", "record", "table", "ledger", "database", "pipeline", "trace" })
@NullMarked
package io.kafkatojdbc.staging;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
