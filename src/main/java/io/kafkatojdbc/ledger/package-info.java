/** Keeps offsets and batches in the target database. No other package writes them. */
@ApplicationModule(allowedDependencies = { "database", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.ledger;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
