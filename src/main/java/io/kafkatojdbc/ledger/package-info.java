/**
 * What has been staged and merged: batches, offsets and rejected records, kept in the
 * target database.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.kafkatojdbc.ledger;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
