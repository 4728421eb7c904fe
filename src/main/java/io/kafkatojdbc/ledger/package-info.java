/**
 * Keeps offsets and batches in the target database; the only writer of a batch's state.
 */
@ApplicationModule(allowedDependencies = { "database", "pipeline", "start" })
@NullMarked
package io.kafkatojdbc.ledger;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
