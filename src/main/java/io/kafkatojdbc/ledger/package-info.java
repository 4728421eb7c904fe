/** Offsets and batches, kept in the target database; nothing else writes them. */
@ApplicationModule(allowedDependencies = { "database", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.ledger;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
