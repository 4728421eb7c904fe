/** Deletes from the ledger what is older than {@code ingest.keep-batches}. */
@ApplicationModule(allowedDependencies = { "ledger", "database", "pipeline", "watch" })
@NullMarked
package io.kafkatojdbc.retention;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
