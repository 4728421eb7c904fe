/** Stages polled records, one transaction a poll, with COPY. */
@ApplicationModule(allowedDependencies = { "record", "table", "ledger", "database", "pipeline", "trace" })
@NullMarked
package io.kafkatojdbc.staging;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
